import type { BoardJson, CommentJson, LayerJson } from '../../engine/index.js';
import { autoLayersLayout } from '../build/auto-layout.js';
import { type DescribedBoard, NOWHERE } from './described-board.js';
import type { CommentDraft, LayerDraft, Mention } from '../draft.js';
import type { Visit } from '../build/flow-order.js';
import { isSamePoint, shortPoint } from '../build/points.js';

// Layers and comments of a board.

export function layersOf(described: DescribedBoard, order: readonly Visit[]): LayerDraft[] {
  const { json, layerNames, nodeNames } = described;
  const members = new Map<string, Mention[]>([...layerNames.keys()].map((id) => [id, []]));
  const layerOf = (nodeId: string) => json.nodes[nodeId]!.layer;
  for (const { node } of order)
    members.get(layerOf(node.id) ?? '')?.push({ name: nodeNames.get(node.id)!, place: NOWHERE });
  const automatic = autoLayersLayout(order, layerOf);
  return byName(json.layers, layerNames).map(([name, id, layer]) => {
    const at = shortPoint(layer.coordinates);
    return {
      name,
      place: NOWHERE,
      title: layer.name === name ? undefined : String(layer.name ?? ''),
      type: layer.type === 'Function' || layer.type === 'Macro' ? layer.type : undefined,
      comment: textOf(layer.comment),
      color: textOf(layer.color),
      in: mentionOf(layer.parent_id, layerNames),
      nodes: members.get(id)!,
      at: isSamePoint(at, automatic.get(id) ?? [0, 0, 0]) ? undefined : at,
      enter: shortPoint(layer.in_coordinates),
      leave: shortPoint(layer.out_coordinates),
    };
  });
}

/** The layers without the ends that they get by themselves. */
export function withoutUsualEnds(
  layers: readonly LayerDraft[],
  usual: BoardJson,
  layerIds: ReadonlyMap<string, string>,
): LayerDraft[] {
  return layers.map((layer) => {
    const { in_coordinates, out_coordinates } = usual.layers[layerIds.get(layer.name)!]!;
    return {
      ...layer,
      enter: isSamePoint(layer.enter, in_coordinates) ? undefined : layer.enter,
      leave: isSamePoint(layer.leave, out_coordinates) ? undefined : layer.leave,
    };
  });
}

export function commentsOf({ json, commentNames, layerNames }: DescribedBoard): CommentDraft[] {
  return byName(json.comments, commentNames).map(([name, , comment]) => {
    const at = shortPoint(comment.coordinates);
    return {
      name,
      place: NOWHERE,
      text: textOf(comment.content) ?? '',
      type: ['Image', 'Video'].includes(comment.comment_type) ? comment.comment_type : undefined,
      author: textOf(comment.author),
      written: timeOf(comment),
      in: mentionOf(comment.layer, layerNames),
      at: isSamePoint(at, [0, 0, 0]) ? undefined : at,
      size: shortPoint([comment.width, comment.height]),
      color: textOf(comment.color),
      z: Number.isSafeInteger(comment.z_index) ? comment.z_index! : undefined,
      locked: typeof comment.is_locked === 'boolean' ? comment.is_locked : undefined,
    };
  });
}

function byName<T extends LayerJson | CommentJson>(
  items: Record<string, T> | null | undefined,
  names: ReadonlyMap<string, string>,
): [name: string, id: string, item: T][] {
  return Object.entries(items ?? {})
    .map(([id, item]): [string, string, T] => [names.get(id)!, id, item])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const textOf = (text: unknown): string | undefined =>
  typeof text === 'string' && text !== '' ? text : undefined;

function mentionOf(id: unknown, names: ReadonlyMap<string, string>): Mention | undefined {
  const name = typeof id === 'string' ? names.get(id) : undefined;
  return name === undefined ? undefined : { name, place: NOWHERE };
}

/** RFC 3339, undefined for the beginning of time. */
function timeOf({ timestamp }: CommentJson): string | undefined {
  const { secs_since_epoch: seconds = 0, nanos_since_epoch: nanos = 0 } = timestamp ?? {};
  const date = new Date(seconds * 1000);
  if ((seconds === 0 && nanos === 0) || Number.isNaN(date.getTime())) return undefined;
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
  return `${date.toISOString().slice(0, -5)}${fraction}Z`;
}
