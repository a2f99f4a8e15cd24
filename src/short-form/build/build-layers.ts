import type { LayerJson, NodeJson } from '../../engine/index.js';
import { autoLayersLayout } from './auto-layout.js';
import type { LayerDraft } from '../draft.js';
import { flowOrder } from './flow-order.js';
import type { BoardIds } from './named-ids.js';
import { point } from './points.js';
import type { Problems } from '../short-form-error.js';

/** Which layer a node is in, by ids. */
export function layerOfNodes(
  layers: readonly LayerDraft[],
  ids: BoardIds,
  problems: Problems,
): Map<string, string> {
  const layerOf = new Map<string, string>();
  for (const layer of layers)
    for (const { name, place } of layer.nodes) {
      const node = ids.nodes.get(name, place);
      if (node === undefined) continue;
      if (layerOf.has(node)) problems.add(place, `\`${name}\` is in a layer already`);
      layerOf.set(node, ids.layers.find(layer.name)!);
    }
  return layerOf;
}

export function buildLayers(
  drafts: readonly LayerDraft[],
  ids: BoardIds,
  nodes: Iterable<NodeJson>,
  layerOf: ReadonlyMap<string, string>,
): LayerJson[] {
  const needsPlaces = drafts.some(({ at }) => at === undefined);
  const automatic = needsPlaces
    ? autoLayersLayout(flowOrder(nodes), (node) => layerOf.get(node))
    : new Map<string, readonly number[]>();
  return drafts.map((draft) => {
    const id = ids.layers.find(draft.name)!;
    return {
      id,
      parent_id: ids.layers.ofMention(draft.in),
      name: draft.title ?? draft.name,
      type: draft.type ?? 'Collapsed',
      nodes: {},
      variables: {},
      comments: {},
      coordinates: point(draft.at ?? automatic.get(id)) ?? [0, 0, 0],
      in_coordinates: point(draft.enter),
      out_coordinates: point(draft.leave),
      pins: {},
      comment: draft.comment ?? null,
      error: null,
      color: draft.color ?? null,
    };
  });
}
