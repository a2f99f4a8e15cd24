import type { NodeJson, PinJson } from '../../engine/index.js';
import { isExecution, pinsOf } from './pins-of-node.js';

/** A node as it is come to when a board is read along its wires. */
export interface Visit {
  readonly node: NodeJson;
  /** Steps of flow from where it begins; a node that only gives values stands a step before its first user. */
  readonly column: number;
  /** Begins where no wire of flow leads from the nodes before it. */
  readonly begins: boolean;
}

/**
 * All nodes in the order in which somebody would tell of the board: each start node and what follows it,
 * nodes that give values right before their first user; last what nothing leads to. Depends on wires and ids
 * alone. Wires must be direct.
 */
export function flowOrder(nodes: Iterable<NodeJson>): Visit[] {
  const sorted = [...nodes].sort(byStartThenId);
  const owners = new Map<string, NodeJson>();
  for (const node of sorted) for (const id of Object.keys(node.pins)) owners.set(id, node);
  const order: Visit[] = [];
  const seen = new Set<NodeJson>();
  // Its own stack: flows may be thousands of nodes long. A visit without `sources` tells of the node.
  type Task = Visit & { readonly isOpen: boolean };
  const stack: Task[] = [];
  const ownersOf = (ids: readonly string[]) => ids.flatMap((id) => owners.get(id) ?? []);
  const push = (node: NodeJson, column: number) =>
    stack.push({ node, column, begins: false, isOpen: true });
  for (const root of sorted) {
    if (seen.has(root)) continue;
    stack.push({ node: root, column: 0, begins: true, isOpen: true });
    for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
      const { node, column, begins, isOpen } = task;
      if (!isOpen) order.push({ node, column, begins });
      if (!isOpen || seen.has(node)) continue;
      seen.add(node);
      const followers = pinsOf(node, 'Output').filter(isExecution);
      for (const next of linked(followers, 'connected_to', ownersOf).reverse())
        push(next, column + 1);
      stack.push({ ...task, isOpen: false });
      const inputs = pinsOf(node, 'Input').filter((pin) => !isExecution(pin));
      for (const source of linked(inputs, 'depends_on', ownersOf).reverse())
        if (isPure(source)) push(source, column - 1);
    }
  }
  return order;
}

function linked(
  pins: readonly PinJson[],
  side: 'connected_to' | 'depends_on',
  ownersOf: (ids: readonly string[]) => NodeJson[],
): NodeJson[] {
  const byPin = pins.map((pin) => ownersOf(pin[side]).sort((a, b) => (a.id < b.id ? -1 : 1)));
  return byPin.flat();
}

const isPure = (node: NodeJson) => !Object.values(node.pins).some(isExecution);

/** What nothing leads to comes after what begins by itself: an impure node before the pure ones. */
function byStartThenId(left: NodeJson, right: NodeJson): number {
  return rank(left) - rank(right) || (left.id < right.id ? -1 : 1);
}

function rank(node: NodeJson): number {
  if (node.start === true) return 0;
  return isPure(node) ? 2 : 1;
}
