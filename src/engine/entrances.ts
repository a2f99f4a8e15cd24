import { type CompiledNode, type Entrance, SideEntrance } from './program.js';
import type { PlacedPin } from './placed-node.js';
import type { Wiring } from './wiring.js';

/**
 * Tells the ways in that lead through pins, one for each node, in the order of the nodes' ids. That
 * through one pin is always the same object; through its first execution input it is the node itself.
 */
export function entrancesOf(
  { nodes: placedNodes }: Wiring,
  nodes: readonly CompiledNode[],
): (pins: readonly PlacedPin[]) => readonly Entrance[] {
  const moreWays = new Map<PlacedPin, Entrance>();
  for (const { inputs, index } of placedNodes) {
    const node = nodes[index]!;
    for (const pin of inputs) {
      const { id } = pin.pin;
      if (pin.isExec && id !== node.pins[0]) moreWays.set(pin, new SideEntrance(node, [id]));
    }
  }

  const through = (pin: PlacedPin) => moreWays.get(pin) ?? nodes[pin.owner!.index]!;
  const throughAll = (pins: readonly PlacedPin[]): Entrance => {
    const [first, ...more] = pins.filter(({ pin, isExec }) => isExec && pin.direction === 'Input');
    if (first === undefined) return through(pins[0]!);
    if (more.length === 0) return through(first);
    return new SideEntrance(
      through(first).node,
      [first, ...more].map(({ pin }) => pin.id),
    );
  };
  return (pins) => {
    if (pins.length < 2) return pins.map(through);
    const byNode = new Map<string, PlacedPin[]>();
    for (const pin of pins) {
      const { id } = pin.owner!.node;
      const group = byNode.get(id);
      if (group === undefined) byNode.set(id, [pin]);
      else group.push(pin);
    }
    return [...byNode]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, group]) => throughAll(group));
  };
}
