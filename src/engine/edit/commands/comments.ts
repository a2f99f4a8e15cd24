import type { CommentJson } from '../board-json.js';
import type { BoardDraft } from './board-draft.js';
import { defineCommand, layerIfThere, requireFree, requireLayer } from './command.js';
import { commentShape } from './element-shapes.js';
import { Refusal } from './refusal.js';
import { layerId, optional, record } from './shapes.js';

interface UpsertComment {
  comment: CommentJson;
  old_comment: CommentJson | null;
  current_layer: string | null;
}

export const upsertComment = defineCommand<UpsertComment>({
  shape: record({
    comment: commentShape,
    old_comment: optional(commentShape),
    current_layer: layerId,
  }),

  execute(draft, { comment, current_layer }) {
    requireLayer(draft, current_layer);
    const old_comment = draft.comments.get(comment.id) ?? null;
    if (old_comment === null) requireFree(draft, [comment.id]);
    const placed = { ...comment, layer: current_layer };
    draft.comments.set(comment.id, placed);
    return { comment: placed, old_comment, current_layer };
  },

  undo(draft, { comment, old_comment }) {
    if (!draft.comments.has(comment.id)) return;
    if (old_comment === null) return draft.comments.delete(comment.id);
    if (old_comment.id !== comment.id)
      throw new Refusal('comment and old_comment must have one id');
    putBack(draft, old_comment);
  },
});

export const removeComment = defineCommand<{ comment: CommentJson }>({
  shape: record({ comment: commentShape }),

  execute(draft, { comment: { id } }) {
    const comment = draft.comments.get(id);
    if (comment === undefined) throw new Refusal('Comment not found');
    draft.comments.delete(id);
    return { comment };
  },

  undo(draft, { comment }) {
    requireFree(draft, [comment.id]);
    putBack(draft, comment);
  },
});

function putBack(draft: BoardDraft, comment: CommentJson): void {
  draft.comments.set(comment.id, { ...comment, layer: layerIfThere(draft, comment.layer) });
}
