import type { Direction, NodeDraft, PinName, Step } from '../draft.js';
import type { PlacedNode } from '../build/placed-node.js';
import { printStep } from '../references.js';

/** A line of flow ends before it is longer. */
const MAX_LENGTH = 72;

/**
 * Joins wires of flow to lines of several steps, in the order of the nodes. A line goes on through nodes with
 * one way in and one way out; what branches begins lines of its own.
 */
export function chainsOf(
  nodes: readonly NodeDraft[],
  wires: readonly (readonly [Step, Step])[],
  placed: ReadonlyMap<string, PlacedNode>,
): Step[][] {
  const byNode = new Map<string, (readonly [Step, Step])[]>();
  for (const wire of wires) {
    const others = byNode.get(wire[0].node);
    if (others === undefined) byNode.set(wire[0].node, [wire]);
    else others.push(wire);
  }
  const brief = (direction: Direction, { node, pin, place }: Step): Step =>
    pin !== undefined && isOnly(placed.get(node)!, direction, pin)
      ? { node, pin: undefined, place }
      : { node, pin, place };
  const told = new Set<readonly [Step, Step]>();
  const chains: Step[][] = [];
  for (const { name } of nodes)
    for (const wire of byNode.get(name) ?? []) {
      if (told.has(wire)) continue;
      const chain = [brief('Output', wire[0])];
      let length = printStep(chain[0]!).length;
      for (let next: typeof wire | undefined = wire; next !== undefined;) {
        told.add(next);
        const step = brief('Input', next[1]);
        chain.push(step);
        length += printStep(step).length + 4;
        next = length > MAX_LENGTH ? undefined : continuation(step, byNode, brief, told);
      }
      chains.push(chain);
    }
  return chains;
}

/** The wire by which a line can go on: the node's only one, between pins that need no name. */
function continuation(
  step: Step,
  byNode: ReadonlyMap<string, readonly (readonly [Step, Step])[]>,
  brief: (direction: Direction, step: Step) => Step,
  told: ReadonlySet<readonly [Step, Step]>,
): readonly [Step, Step] | undefined {
  const [only, another] = byNode.get(step.node) ?? [];
  const goesOn =
    only !== undefined &&
    another === undefined &&
    step.pin === undefined &&
    brief('Output', only[0]).pin === undefined;
  return goesOn && !told.has(only) ? only : undefined;
}

function isOnly(node: PlacedNode, direction: Direction, pin: PinName): boolean {
  const pins = node.execution(direction);
  return pins.length === 1 && pin.number === 1 && node.find(direction, pin) === pins[0];
}
