import type { CompiledNode, Entrance } from './program.js';
import type { PlacedPin, Wiring } from './wiring.js';

/**
 * Tells the ways in that lead through pins, one for each node, in the order of the nodes' ids. That
 * through one pin is always the same object; through its first execution input it is the node itself.
 */
export function entrancesOf(
  { nodes: placedNodes }: Wiring,
  nodes: readonly CompiledNode[],
): (pins: readonly PlacedPin[]) => readonly Entrance[] {
  const others = new Map<PlacedPin, Entrance>();
  for (const { inputs, index } of placedNodes)
    for (const pin of inputs.filter(({ isExec }) => isExec).slice(1))
      others.set(pin, { node: nodes[index]!, through: [pin.pin.id] });

  const through = (pin: PlacedPin) => others.get(pin) ?? nodes[pin.owner!.index]!;
  const throughAll = (pins: readonly PlacedPin[]): Entrance => {
    const [first, ...more] = pins.filter(({ pin, isExec }) => isExec && pin.direction === 'Input');
    if (first === undefined) return through(pins[0]!);
    if (more.length === 0) return through(first);
    return { node: through(first).node, through: [first, ...more].map(({ pin }) => pin.id) };
  };
  return (pins) => {
    if (pins.length < 2) return pins.map(through);
    const byNode = new Map<string, PlacedPin[]>();
    for (const pin of pins) {
      const { id } = pin.owner!.node;
      const others = byNode.get(id);
      if (others === undefined) byNode.set(id, [pin]);
      else others.push(pin);
    }
    return [...byNode]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, all]) => throughAll(all));
  };
}
