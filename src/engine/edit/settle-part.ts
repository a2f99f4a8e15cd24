import type { NodeRegistry } from '../registry.js';
import type { BoardJson } from './board-json.js';
import { type BoardPart, cutOut, linksOfPins, type Owners } from './board-part.js';
import { relinkedOwners, union } from './changed-owners.js';
import { mapOf } from './changes.js';
import { cleanUp } from './clean-up.js';
import { placeLayerEnds } from './layer-coordinates.js';
import { looksTheSame } from './looks.js';
import type { PinOwners } from './pin-owners.js';
import { refsAfter } from './refs-of-part.js';
import { followSurroundings } from './update-hooks.js';

interface SettledPart {
  readonly board: BoardJson;
  /** Whose surroundings changed since their update hooks ran; unknown when types chase each other. */
  readonly pending: Owners | undefined;
}

export interface PartialEdit {
  /** The board when the rules were last applied to all of it. */
  readonly before: BoardJson;
  readonly edited: BoardJson;
  /** What to look at. */
  readonly changed: Owners;
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
  const { before, edited, changed, owners, registry, follows, createId } = edit;
  const whole = isComplete(edited) ? edited : placeLayerEnds(edited);
  const replayed = replay(createId);
  const direct = withStrays(before, whole, changed);
  const concerned = concernsAll(before, whole, direct)
    ? withHooked(whole, direct, registry)
    : direct;
  let chosen = follows ? concerned : direct;
  for (;;) {
    const part = cutOut(whole, chosen, linksIn(before, chosen), owners.find);
    const nextId = replayed();
    const followed = follows
      ? followSurroundings(part.board, registry, nextId)
      : { board: part.board, isSettled: true };
    const tidy = cleanUp(followed.board, nextId);
    const grown = grow(part, tidy, chosen, registry);
    if (grown === chosen) {
      const board = merge(before, whole, part, tidy);
      replaceOwners(owners, whole, board, part.live);
      if (!follows) return { board, pending: union(part.live, concerned) };
      const relinked = relinkedOwners(followed.board, tidy);
      return { board, pending: followed.isSettled ? relinked : undefined };
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
    (id) => !live.layers.has(id) && tidy.layers[id] !== board.layers[id],
  );
  const grown = union(chosen, { nodes: new Set(changed), layers: new Set(crossed) });
  const events = changed.some((id) => nodeOf(tidy, id)!.start === true);
  const most = events ? withHooked(whole, grown, registry) : grown;
  return most.nodes.size + most.layers.size === chosen.nodes.size + chosen.layers.size
    ? chosen
    : most;
}

function* linksIn({ nodes, layers }: BoardJson, owners: Owners): Generator<string> {
  for (const id of owners.nodes) if (Object.hasOwn(nodes, id)) yield* linksOfPins(nodes[id]!.pins);
  for (const id of owners.layers)
    if (Object.hasOwn(layers, id)) yield* linksOfPins(layers[id]!.pins);
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
