import type { BoardDraft } from './board-draft.js';
import { defineCommand } from './command.js';
import { layerContents } from './layer-contents.js';
import { Refusal } from './refusal.js';
import { layerId, optional, point, record, text } from './shapes.js';

interface MoveNode {
  /** Of a node, a comment or a layer; `<layer>-input` and `<layer>-return` are the ends of its wires. */
  node_id: string;
  from_coordinates: number[] | null;
  to_coordinates: number[];
  /** The layer that the editor shows. Nothing moves from one layer to another by this. */
  current_layer: string | null;
}

/** A layer takes along what is in it, however deep. */
export const moveNode = defineCommand<MoveNode>({
  shape: record({
    node_id: text,
    from_coordinates: optional(point),
    to_coordinates: point,
    current_layer: layerId,
  }),

  execute(draft, command) {
    const place = placeOf(draft, command.node_id);
    if (place === undefined)
      throw new Refusal(`There is no node, comment or layer ${command.node_id}`);
    const from_coordinates = isPosition(place.at) ? place.at : null;
    place.move(command.to_coordinates);
    if (place.layer !== undefined)
      shiftContents(
        draft,
        place.layer,
        between(from_coordinates ?? [0, 0, 0], command.to_coordinates),
      );
    return { ...command, from_coordinates };
  },

  undo(draft, { node_id, from_coordinates, to_coordinates }) {
    const place = placeOf(draft, node_id);
    if (place === undefined) return;
    place.move(from_coordinates);
    if (place.layer !== undefined && from_coordinates !== null)
      shiftContents(draft, place.layer, between(to_coordinates, from_coordinates));
  },
});

interface Place {
  readonly at: number[] | null;
  move(to: number[] | null): void;
  /** The layer whose contents come along. */
  readonly layer?: string;
}

function placeOf(draft: BoardDraft, id: string): Place | undefined {
  const { nodes, comments, layers } = draft;
  const node = nodes.get(id);
  if (node)
    return { at: node.coordinates, move: (to) => nodes.set(id, { ...node, coordinates: to }) };
  const comment = comments.get(id);
  if (comment)
    return {
      at: comment.coordinates,
      move: (to) => comments.set(id, { ...comment, coordinates: to ?? [0, 0, 0] }),
    };
  const layer = layers.get(id);
  if (layer)
    return {
      at: layer.coordinates,
      move: (to) => layers.set(id, { ...layer, coordinates: to ?? [0, 0, 0] }),
      layer: id,
    };
  return (
    endOf(draft, id, '-input', 'in_coordinates') ?? endOf(draft, id, '-return', 'out_coordinates')
  );
}

function endOf(
  { layers }: BoardDraft,
  id: string,
  suffix: string,
  field: 'in_coordinates' | 'out_coordinates',
): Place | undefined {
  const layerId = id.endsWith(suffix) ? id.slice(0, -suffix.length) : '';
  const layer = layers.get(layerId);
  if (layer === undefined) return undefined;
  return { at: layer[field], move: (to) => layers.set(layerId, { ...layer, [field]: to }) };
}

function shiftContents(draft: BoardDraft, layerId: string, offset: readonly number[]): void {
  const { nodes, comments, layers } = draft;
  const contents = layerContents(draft, layerId);
  for (const node of contents.nodes)
    nodes.set(node.id, { ...node, coordinates: shift(node.coordinates, offset) });
  for (const comment of contents.comments)
    comments.set(comment.id, { ...comment, coordinates: shift(comment.coordinates, offset) });
  for (const inner of contents.layers) {
    const coordinates = shift(inner.coordinates, offset);
    layers.set(inner.id, { ...inner, coordinates, ...shiftedEnds(inner, offset) });
  }
  const layer = layers.get(layerId)!;
  layers.set(layerId, { ...layer, ...shiftedEnds(layer, offset) });
}

/** The ends of a layer's wires are drawn among what is in it. */
export function shiftedEnds(
  {
    in_coordinates,
    out_coordinates,
  }: Record<'in_coordinates' | 'out_coordinates', number[] | null>,
  offset: readonly number[],
) {
  return {
    in_coordinates: shift(in_coordinates, offset),
    out_coordinates: shift(out_coordinates, offset),
  };
}

/** What is no position, as in damaged boards, stays what it is. */
export function shift<T extends number[] | null>(coordinates: T, offset: readonly number[]): T {
  if (!isPosition(coordinates)) return coordinates;
  return coordinates.map((part, axis) => part + (offset[axis] ?? 0)) as T;
}

const isPosition = (coordinates: unknown): coordinates is number[] =>
  Array.isArray(coordinates) && coordinates.every(Number.isFinite);

export function between(from: readonly number[], to: readonly number[]): number[] {
  return to.map((part, axis) => part - (from[axis] ?? 0));
}
