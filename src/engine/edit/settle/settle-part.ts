import type { NodeRegistry } from '../../registry.js';
import type { BoardJson } from '../board-json.js';
import { mapOf } from '../changes.js';
import { cleanUp } from '../clean-up.js';
import { placeLayerEnds } from '../layer-coordinates.js';
import { followSurroundings } from '../update-hooks.js';
import { type BoardPart, cutOut, type Owners } from './board-part.js';
import { changedOwners, relinkedNodes, union } from './changed-owners.js';
import { concernsAll, grow, linksToFollow, withHooked, withStrays } from './chosen-owners.js';
import type { PinOwners } from './pin-owners.js';
import { refsAfter } from './refs-of-part.js';

interface SettledPart {
  readonly board: BoardJson;
  /** Nodes whose surroundings changed since their update hooks ran; unknown when types chase each other. */
  readonly pending: ReadonlySet<string> | undefined;
}

export interface PartialEdit {
  /** The board when the rules were last applied to all of it. */
  readonly before: BoardJson;
  readonly edited: BoardJson;
  /** Nodes whose surroundings had changed already. */
  readonly former: ReadonlySet<string>;
  /** Those of `edited`; brought up to date. */
  readonly owners: PinOwners;
  readonly registry: NodeRegistry;
  /** Whether nodes follow what is around them. */
  readonly follows: boolean;
  readonly createId: () => string;
}

/**
 * Applies the rules around what changed. Where a node changes at the edge of what was looked at, more is
 * looked at.
 */
export function settlePart(edit: PartialEdit): SettledPart {
  const { before, edited, former, owners, registry, follows, createId } = edit;
  const whole = isComplete(edited) ? edited : placeLayerEnds(edited);
  const replayed = replay(createId);
  const changed = changedOwners(before, edited);
  const nodes = new Set([...changed.nodes, ...former]);
  const direct = withStrays(before, whole, { nodes, layers: changed.layers });
  const concerned = concernsAll(before, whole, direct)
    ? withHooked(whole, direct, registry)
    : direct;
  let chosen = follows ? concerned : direct;
  for (;;) {
    const part = cutOut(whole, chosen, linksToFollow(before, whole, chosen), owners.find);
    const nextId = replayed();
    const followed = follows
      ? followSurroundings(part.board, registry, nextId)
      : { board: part.board, isSettled: true };
    const tidy = cleanUp(followed.board, nextId);
    const grown = grow(part, tidy, chosen, registry);
    if (grown === chosen) {
      const board = merge(before, whole, part, tidy);
      replaceOwners(owners, whole, board, part.live);
      if (!follows) return { board, pending: union(part.live, concerned).nodes };
      if (!followed.isSettled) return { board, pending: undefined };
      return { board, pending: relinkedNodes(followed.board, tidy, owners.find) };
    }
    chosen = grown;
  }
}

const isComplete = ({ layers }: BoardJson) =>
  Object.values(layers).every(
    ({ in_coordinates, out_coordinates }) =>
      Array.isArray(in_coordinates) && Array.isArray(out_coordinates),
  );

/** The same ids in every attempt. */
function replay(createId: () => string): () => () => string {
  const ids: string[] = [];
  return () => {
    let used = 0;
    return () => {
      if (used === ids.length) ids.push(createId());
      return ids[used++]!;
    };
  };
}

function merge(before: BoardJson, whole: BoardJson, part: BoardPart, tidy: BoardJson): BoardJson {
  return {
    ...tidy,
    nodes: withChanged(whole.nodes, tidy.nodes, part.live.nodes),
    layers: withChanged(whole.layers, tidy.layers, part.live.layers),
    refs: refsAfter(before, whole, part, tidy),
  };
}

function withChanged<T>(
  whole: Record<string, T>,
  changed: Record<string, T>,
  ids: ReadonlySet<string>,
): Record<string, T> {
  const isChanged = (id: string) =>
    Object.hasOwn(whole, id) && ids.has(id) && whole[id] !== changed[id];
  if (![...ids].some(isChanged)) return whole;
  return mapOf(Object.keys(whole), (id) => (ids.has(id) ? changed[id]! : whole[id]!));
}

function replaceOwners(owners: PinOwners, before: BoardJson, after: BoardJson, live: Owners): void {
  for (const id of live.nodes) owners.replace('node', id, before.nodes[id], after.nodes[id]);
  for (const id of live.layers) owners.replace('layer', id, before.layers[id], after.layers[id]);
}
