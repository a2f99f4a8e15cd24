import type { BoardDraft } from './board-draft.js';

/** The layer that a node, a comment or a layer is in; undefined when there is nothing of that id. */
export function parentOf({ nodes, comments, layers }: BoardDraft, id: string) {
  const item = nodes.get(id) ?? comments.get(id);
  if (item !== undefined) return item.layer || null;
  const layer = layers.get(id);
  return layer && (layer.parent_id || null);
}

/** Moves a node, a comment or a layer to a layer; null is the board itself. */
export function moveInto(draft: BoardDraft, id: string, parent: string | null): void {
  const { nodes, comments, layers } = draft;
  const [node, comment, layer] = [nodes.get(id), comments.get(id), layers.get(id)];
  if (node) nodes.set(id, { ...node, layer: parent });
  else if (comment) comments.set(id, { ...comment, layer: parent });
  else if (layer) layers.set(id, { ...layer, parent_id: parent });
}
