import type { NodeJson } from '../../node-json.js';
import type { NodeRegistry } from '../../registry.js';
import type { BoardJson } from '../board-json.js';
import { type BoardPart, linksOf, linksOfPins, type Owners } from './board-part.js';
import { changedKeys, union } from './changed-owners.js';
import { looksTheSame } from './looks.js';

// Which nodes and layers of a board the rules must look at after an edit.

/** With what says that it lies in a layer which came or went. */
export function withStrays(before: BoardJson, whole: BoardJson, changed: Owners): Owners {
  const moved = new Set(
    [...changed.layers].filter(
      (id) => Object.hasOwn(before.layers, id) !== Object.hasOwn(whole.layers, id),
    ),
  );
  if (moved.size === 0) return changed;
  const nodes = Object.keys(whole.nodes).filter((id) => moved.has(whole.nodes[id]!.layer ?? ''));
  const layers = Object.keys(whole.layers).filter((id) =>
    moved.has(whole.layers[id]!.parent_id ?? ''),
  );
  return union(changed, { nodes: new Set(nodes), layers: new Set(layers) });
}

/** Whether an update hook anywhere may see the difference. */
export function concernsAll(before: BoardJson, whole: BoardJson, { nodes }: Owners): boolean {
  if (before.variables !== whole.variables) return true;
  return [...nodes].some((id) => isOtherEvent(nodeOf(before, id), nodeOf(whole, id)));
}

const nodeOf = ({ nodes }: BoardJson, id: string): NodeJson | undefined =>
  Object.hasOwn(nodes, id) ? nodes[id] : undefined;

function isOtherEvent(before: NodeJson | undefined, after: NodeJson | undefined): boolean {
  if (before?.start !== true && after?.start !== true) return false;
  return before?.start !== after?.start || !looksTheSame(before!, after!);
}

export function withHooked(whole: BoardJson, chosen: Owners, registry: NodeRegistry): Owners {
  const hooked = Object.keys(whole.nodes).filter(
    (id) => registry.find(whole.nodes[id]!.name)?.onUpdate !== undefined,
  );
  return { nodes: new Set([...chosen.nodes, ...hooked]), layers: chosen.layers };
}

/** With the nodes at the edge that look different now, and layers that got relays; else the very same. */
export function grow(
  { board, whole, live }: BoardPart,
  tidy: BoardJson,
  chosen: Owners,
  registry: NodeRegistry,
): Owners {
  const changed = [...live.nodes].filter((id) => {
    const [before, after] = [nodeOf(board, id), nodeOf(tidy, id)];
    return before !== after && before && after && !looksTheSame(before, after);
  });
  const crossed = Object.keys(tidy.layers).filter(
    (id) => !live.layers.has(id) && countOfPins(tidy, id) !== countOfPins(board, id),
  );
  const grown = union(chosen, { nodes: new Set(changed), layers: new Set(crossed) });
  const events = changed.some((id) => nodeOf(tidy, id)!.start === true);
  const most = events ? withHooked(whole, grown, registry) : grown;
  return most.nodes.size + most.layers.size === chosen.nodes.size + chosen.layers.size
    ? chosen
    : most;
}

const countOfPins = ({ layers }: BoardJson, id: string) => Object.keys(layers[id]!.pins).length;

/** The wires of nodes and layers, as they are and as they were: what is there must be looked at too. */
export function* linksToFollow(
  before: BoardJson,
  whole: BoardJson,
  chosen: Owners,
): Generator<string> {
  for (const id of chosen.nodes) {
    yield* linksOfPins(nodeOf(before, id)?.pins);
    yield* linksOfPins(nodeOf(whole, id)?.pins);
  }
  for (const id of chosen.layers) {
    const [old, now] = [layerOf(before, id)?.pins ?? {}, layerOf(whole, id)?.pins ?? {}];
    // A layer may have hundreds of relays, of which an edit changes one or two.
    const pins = isWhereItWas(before, whole, id)
      ? changedKeys(old, now)
      : [...Object.keys(old), ...Object.keys(now)];
    for (const pin of pins)
      for (const pinMap of [old, now]) if (Object.hasOwn(pinMap, pin)) yield* linksOf(pinMap[pin]);
  }
}

const layerOf = ({ layers }: BoardJson, id: string) =>
  Object.hasOwn(layers, id) ? layers[id] : undefined;

function isWhereItWas(before: BoardJson, whole: BoardJson, id: string): boolean {
  const [old, now] = [layerOf(before, id), layerOf(whole, id)];
  if (old === undefined || now === undefined || old.parent_id !== now.parent_id) return false;
  const parent = now.parent_id ?? '';
  return Object.hasOwn(before.layers, parent) === Object.hasOwn(whole.layers, parent);
}
