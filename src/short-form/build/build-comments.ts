import type { CommentJson } from '../../engine/index.js';
import type { CommentDraft } from '../draft.js';
import type { BoardIds } from './named-ids.js';
import { point } from './points.js';

export const NO_TIME = { secs_since_epoch: 0, nanos_since_epoch: 0 };

export function buildComment(draft: CommentDraft, ids: BoardIds): CommentJson {
  const { author, text, type, written, at, size, color, z, locked } = draft;
  return {
    id: ids.comments.find(draft.name)!,
    author: author ?? null,
    content: text,
    comment_type: type ?? 'Text',
    timestamp: written === undefined ? NO_TIME : timeOf(written),
    coordinates: point(at) ?? [0, 0, 0],
    width: size?.[0] ?? null,
    height: size?.[1] ?? null,
    layer: ids.layers.ofMention(draft.in),
    color: color ?? null,
    z_index: z ?? null,
    is_locked: locked ?? null,
  };
}

/** Of a checked RFC 3339 text; keeps nanoseconds. */
function timeOf(text: string): typeof NO_TIME {
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? '';
  return {
    secs_since_epoch: Math.floor(Date.parse(text.replace(/\.\d+/, '')) / 1000),
    nanos_since_epoch: Number(fraction.padEnd(9, '0')),
  };
}
