import type { NodeRegistry } from '../registry.js';
import type { BoardJson } from './board-json.js';
import { type BoardPart, cutOut, linksOf, linksOfPins, type Owners } from './board-part.js';
import { changedKeys, changedOwners, relinkedNodes, union } from './changed-owners.js';
import { mapOf } from './changes.js';
import { cleanUp } from './clean-up.js';
import { placeLayerEnds } from './layer-coordinates.js';
import { looksTheSame } from './looks.js';
import type { PinOwners } from './pin-owners.js';
import { refsAfter } from './refs-of-part.js';
import { followSurroundings } from './update-hooks.js';

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

/** With what says that it lies in a layer which came or went. */
function withStrays(before: BoardJson, whole: BoardJson, changed: Owners): Owners {
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
function concernsAll(before: BoardJson, whole: BoardJson, { nodes }: Owners): boolean {
  if (before.variables !== whole.variables) return true;
  return [...nodes].some((id) => isOtherEvent(nodeOf(before, id), nodeOf(whole, id)));
}

type Node = BoardJson['nodes'][string];

const nodeOf = ({ nodes }: BoardJson, id: string): Node | undefined =>
  Object.hasOwn(nodes, id) ? nodes[id] : undefined;

function isOtherEvent(before: Node | undefined, after: Node | undefined): boolean {
  if (before?.start !== true && after?.start !== true) return false;
  return before?.start !== after?.start || !looksTheSame(before!, after!);
}

function withHooked(whole: BoardJson, chosen: Owners, registry: NodeRegistry): Owners {
  const hooked = Object.keys(whole.nodes).filter(
    (id) => registry.find(whole.nodes[id]!.name)?.onUpdate !== undefined,
  );
  return { nodes: new Set([...chosen.nodes, ...hooked]), layers: chosen.layers };
}

/** With the nodes at the edge that look different now, and layers that got relays; else the very same. */
function grow(
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

/** Of nodes and layers, as they are and as they were. */
function* linksToFollow(before: BoardJson, whole: BoardJson, chosen: Owners): Generator<string> {
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
