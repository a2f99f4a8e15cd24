import { pin, type ValueObject } from '../../engine/index.js';
import { count, list, number, object, optional, text } from '../shapes.js';

/** What a language model answered. Members that nobody knows are kept. */
export interface Response extends ValueObject {
  readonly choices: readonly Choice[];
}

export interface Choice extends ValueObject {
  readonly index: number;
  readonly message: ResponseMessage;
}

export interface ResponseMessage extends ValueObject {
  readonly role: string;
}

export const usageShape = object({
  completion_tokens: optional(count),
  prompt_tokens: optional(count),
  total_tokens: optional(count),
  cost: optional(number),
});

const toolCall = object({
  index: optional(count),
  id: text,
  type: optional(text),
  function: object({ name: text, arguments: text }),
});

const responseMessageShape = object({
  role: text,
  content: optional(text),
  refusal: optional(text),
  reasoning: optional(text),
  tool_calls: optional(list(toolCall)),
});

const responseShape = object({
  choices: list(
    object({ index: count, finish_reason: optional(text), message: responseMessageShape }),
  ),
  usage: optional(usageShape),
  model: optional(text),
});

const NO_USAGE = { completion_tokens: 0, prompt_tokens: 0, total_tokens: 0, cost: null };

export const newResponse = (choices: readonly Choice[] = []): Response => ({
  choices,
  usage: NO_USAGE,
});

/** The text of a message; empty when there is none. */
export function contentOf(message: ResponseMessage | undefined): string {
  const content = message?.['content'];
  return typeof content === 'string' ? content : '';
}

const schemaOf = (title: string, properties: object, required: readonly string[]) =>
  JSON.stringify({ title, type: 'object', properties, required });
const objects = { type: 'array', items: { type: 'object' } };

const RESPONSE_SCHEMA = schemaOf(
  'Response',
  {
    id: { type: ['string', 'null'] },
    choices: objects,
    created: { type: ['integer', 'null'] },
    model: { type: ['string', 'null'] },
    service_tier: { type: ['string', 'null'] },
    system_fingerprint: { type: ['string', 'null'] },
    object: { type: ['string', 'null'] },
    usage: { type: 'object' },
  },
  ['choices'],
);
const MESSAGE_SCHEMA = schemaOf(
  'ResponseMessage',
  {
    role: { type: 'string' },
    content: { type: ['string', 'null'] },
    refusal: { type: ['string', 'null'] },
    annotations: { type: ['array', 'null'] },
    audio: { type: ['object', 'null'] },
    reasoning: { type: ['string', 'null'] },
    tool_calls: objects,
  },
  ['role'],
);

const enforced = { options: { enforceSchema: true } };

export const responsePin = (title: string, doc: string, enforce = true): pin.DataPin<Response> =>
  pin.shaped(
    pin.struct(title, doc, { schema: RESPONSE_SCHEMA, ...(enforce ? enforced : {}) }),
    responseShape,
  );

export const responseMessagePin = (
  title: string,
  doc: string,
  enforce = true,
): pin.DataPin<ResponseMessage> =>
  pin.shaped(
    pin.struct(title, doc, { schema: MESSAGE_SCHEMA, ...(enforce ? enforced : {}) }),
    responseMessageShape,
  );
