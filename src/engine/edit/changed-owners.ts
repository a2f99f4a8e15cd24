import type { PinJson } from '../node-json.js';
import type { BoardJson } from './board-json.js';
import type { Owners } from './board-part.js';

/** Nodes and layers that are not the very same, of two states of a board. */
export function changedOwners(before: BoardJson, after: BoardJson): Owners {
  return {
    nodes: new Set(changedKeys(before.nodes ?? {}, after.nodes ?? {}, (a, b) => a !== b)),
    layers: new Set(changedKeys(before.layers ?? {}, after.layers ?? {}, (a, b) => a !== b)),
  };
}

/** Nodes and layers with other wires. */
export function relinkedOwners(before: BoardJson, after: BoardJson): Owners {
  const isRelinked = (a: WithPins | undefined, b: WithPins | undefined) =>
    a !== b && hasOtherLinks(a?.pins ?? {}, b?.pins ?? {});
  return {
    nodes: new Set(changedKeys(before.nodes ?? {}, after.nodes, isRelinked)),
    layers: new Set(changedKeys(before.layers ?? {}, after.layers, isRelinked)),
  };
}

export const union = (left: Owners, right: Owners): Owners => ({
  nodes: new Set([...left.nodes, ...right.nodes]),
  layers: new Set([...left.layers, ...right.layers]),
});

interface WithPins {
  readonly pins: Record<string, PinJson>;
}

function hasOtherLinks(before: Record<string, PinJson>, after: Record<string, PinJson>): boolean {
  return (
    changedKeys(before, after, (a, b) => a?.connected_to !== b?.connected_to).length > 0 ||
    changedKeys(before, after, (a, b) => a?.depends_on !== b?.depends_on).length > 0
  );
}

function changedKeys<T>(
  before: Record<string, T>,
  after: Record<string, T>,
  differs: (before: T | undefined, after: T | undefined) => boolean,
): string[] {
  if (before === after) return [];
  const get = (map: Record<string, T>, key: string) =>
    Object.hasOwn(map, key) ? map[key] : undefined;
  const changed = Object.keys(after).filter((key) => differs(get(before, key), after[key]));
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [...gone, ...changed];
}
