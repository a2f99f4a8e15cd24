import { pin, type ValueObject } from '../../engine/index.js';
import { count, list, object, optional, text } from '../shapes.js';
import { usageShape } from './response.js';

/** A piece of an answer that comes bit by bit. */
export interface Chunk extends ValueObject {
  readonly choices: readonly ChunkChoice[];
}

export interface ChunkChoice extends ValueObject {
  readonly index: number;
}

/** All of it but the place may be missing: pieces say only what is new. */
const toolCallPiece = object({
  index: optional(count),
  id: optional(text),
  type: optional(text),
  function: optional(object({ name: optional(text), arguments: optional(text) })),
});

const delta = object({
  role: optional(text),
  content: optional(text),
  refusal: optional(text),
  reasoning: optional(text),
  tool_calls: optional(list(toolCallPiece)),
});

const chunkShape = object({
  id: optional(text),
  choices: list(object({ index: count, delta: optional(delta), finish_reason: optional(text) })),
  model: optional(text),
  usage: optional(usageShape),
});

/** What the first choice adds to a text of its own, such as `content`; undefined when it is not there. */
export function addedText({ choices }: Chunk, member: 'content' | 'reasoning'): string | undefined {
  const added = (choices[0]?.['delta'] as ValueObject | null | undefined)?.[member];
  return typeof added === 'string' ? added : undefined;
}

const SCHEMA = JSON.stringify({
  title: 'ResponseChunk',
  type: 'object',
  properties: {
    id: { type: 'string' },
    choices: { type: 'array', items: { type: 'object' } },
    created: { type: ['integer', 'null'] },
    model: { type: ['string', 'null'] },
    service_tier: { type: ['string', 'null'] },
    system_fingerprint: { type: ['string', 'null'] },
    usage: { type: ['object', 'null'] },
    x_prefill_progress: { type: ['number', 'null'] },
  },
  required: ['choices'],
});

export const chunkPin = (title: string, doc: string): pin.DataPin<Chunk> =>
  pin.shaped(
    pin.struct(title, doc, { schema: SCHEMA, options: { enforceSchema: true } }),
    chunkShape,
  );
