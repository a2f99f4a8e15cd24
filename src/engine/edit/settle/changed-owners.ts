import type { PinJson } from '../../node-json.js';
import type { BoardJson } from '../board-json.js';
import { type Owners, withBeyondRelays } from './board-part.js';
import type { FindOwner } from './pin-owners.js';

/** Nodes and layers that are not the very same, of two states of a board. */
export function changedOwners(before: BoardJson, after: BoardJson): Owners {
  return {
    nodes: new Set(changedKeys(before.nodes, after.nodes)),
    layers: new Set(changedKeys(before.layers, after.layers)),
  };
}

/** Nodes whose wires, or relays on them, are others. `findOwner` is that of the state after. */
export function relinkedNodes(
  before: BoardJson,
  after: BoardJson,
  findOwner: FindOwner,
): ReadonlySet<string> {
  const { nodes, layers } = changedOwners(before, after);
  const relinked = [...nodes].filter(
    (id) => relinkedPins(before.nodes?.[id]?.pins, after.nodes[id]?.pins).length > 0,
  );
  const relays = [...layers].flatMap((id) =>
    relinkedPins(before.layers?.[id]?.pins, after.layers[id]?.pins),
  );
  const ends = [...withBeyondRelays(after, relays, findOwner)].map(findOwner);
  return new Set([...relinked, ...ends.flatMap((end) => (end?.kind === 'node' ? [end.id] : []))]);
}

export const union = (left: Owners, right: Owners): Owners => ({
  nodes: new Set([...left.nodes, ...right.nodes]),
  layers: new Set([...left.layers, ...right.layers]),
});

type Pins = Record<string, PinJson> | undefined;

function relinkedPins(before: Pins, after: Pins): string[] {
  return changedKeys(before, after).filter((id) => {
    const [old, pin] = [before?.[id], after?.[id]];
    return old?.connected_to !== pin?.connected_to || old?.depends_on !== pin?.depends_on;
  });
}

/** Keys of what came, went or is not the very same. */
export function changedKeys<T>(
  before: Record<string, T> | null | undefined,
  after: Record<string, T> | null | undefined,
): string[] {
  if (before === after) return [];
  const [old, now] = [before ?? {}, after ?? {}];
  const get = (key: string) => (Object.hasOwn(old, key) ? old[key] : undefined);
  return [
    ...Object.keys(old).filter((key) => !Object.hasOwn(now, key)),
    ...Object.keys(now).filter((key) => get(key) !== now[key]),
  ];
}
