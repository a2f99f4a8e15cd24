import type { NodeJson } from '../../node-json.js';
import type { CommentJson, LayerJson } from '../board-json.js';
import type { BoardDraft } from './board-draft.js';

export interface LayerContents {
  readonly nodes: NodeJson[];
  readonly comments: CommentJson[];
  readonly layers: LayerJson[];
}

/** What lies in a layer and in the layers in it. Looks at the whole board. */
export function layerContents(draft: BoardDraft, layerId: string): LayerContents {
  const layers = layersWithin(draft, layerId);
  const scopes = new Set([layerId, ...layers.map(({ id }) => id)]);
  return contentsOf(draft, scopes, layers);
}

/** What lies in a layer itself. Looks at the whole board. */
export function directContents(draft: BoardDraft, layerId: string): LayerContents {
  const layers = draft.layers.items();
  draft.spend(layers.length);
  return contentsOf(
    draft,
    new Set([layerId]),
    layers.filter(({ parent_id }) => parent_id === layerId),
  );
}

function contentsOf(draft: BoardDraft, scopes: ReadonlySet<string>, layers: LayerJson[]) {
  return {
    nodes: itemsIn(draft, draft.nodes.items(), scopes),
    comments: itemsIn(draft, draft.comments.items(), scopes),
    layers,
  };
}

function itemsIn<T extends { layer: string | null }>(
  draft: BoardDraft,
  items: readonly T[],
  scopes: ReadonlySet<string>,
): T[] {
  draft.spend(items.length);
  return items.filter(({ layer }) => layer && scopes.has(layer));
}

/** Children before grandchildren; rings of damaged boards end where they began. */
function layersWithin(draft: BoardDraft, layerId: string): LayerJson[] {
  const children = new Map<string, LayerJson[]>();
  for (const layer of draft.layers.items()) {
    draft.spend(1);
    if (!layer.parent_id) continue;
    const siblings = children.get(layer.parent_id);
    if (siblings === undefined) children.set(layer.parent_id, [layer]);
    else siblings.push(layer);
  }
  const found = new Map<string, LayerJson>();
  const open = [layerId];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const child of children.get(id) ?? [])
      if (child.id !== layerId && !found.has(child.id)) {
        found.set(child.id, child);
        open.push(child.id);
      }
  return [...found.values()];
}
