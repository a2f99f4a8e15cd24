import { pin, type ValueObject } from '../../engine/index.js';
import { list, object, oneOf, optional, type Shape, something, text, textOr } from '../shapes.js';

/** One message of a history, as the chat nodes pass it on. Other members are kept as they are. */
export interface Message extends ValueObject {
  readonly role: Role;
  readonly content: string | readonly Part[];
}

export interface Part extends ValueObject {
  readonly type: string;
}

export const ROLES = ['system', 'user', 'assistant', 'function', 'tool'] as const;
export type Role = (typeof ROLES)[number];

/** What a part of each type must hold. */
const PARTS: Readonly<Record<string, Shape>> = {
  text: object({ text }),
  image_url: object({ image_url: object({ url: text, detail: optional(text) }) }),
  audio_url: object({ audio_url: something }),
  video_url: object({ video_url: something }),
  document_url: object({ document_url: something }),
};
const partType = object({ type: oneOf(...Object.keys(PARTS)) });
const part: Shape = (value) => partType(value) ?? PARTS[(value as Part).type]!(value);

const toolCall = object({
  id: text,
  type: text,
  function: object({ name: text, arguments: text }),
});

export const messageShape = object({
  role: oneOf(...ROLES),
  content: textOr(list(part)),
  name: optional(text),
  tool_calls: optional(list(toolCall)),
  tool_call_id: optional(text),
});

export const textPart = (words: string): Part => ({ type: 'text', text: words });

/** `detail` is left out when there is none. */
export function imagePart(url: string, detail: string | undefined): Part {
  return { type: 'image_url', image_url: detail === undefined ? { url } : { url, detail } };
}

/** The content as a list of parts: a text becomes one of them. */
export const partsOf = ({ content }: Message): readonly Part[] =>
  typeof content === 'string' ? [textPart(content)] : content;

/** All that is text in a message, one part a line, without space around it. */
export function textOf({ content }: Message): string {
  if (typeof content === 'string') return content.trim();
  const texts = content.filter(({ type }) => type === 'text').map((each) => each['text'] as string);
  return texts.join('\n').trim();
}

const SCHEMA = JSON.stringify({
  title: 'HistoryMessage',
  type: 'object',
  properties: {
    role: { type: 'string', enum: ROLES },
    content: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'object' } }] },
    name: { type: ['string', 'null'] },
    tool_calls: { type: ['array', 'null'], items: { type: 'object' } },
    tool_call_id: { type: ['string', 'null'] },
    annotations: { type: ['array', 'null'] },
  },
  required: ['role', 'content'],
});

/** A pin of a message; editors let only pins of the same schema on it when it is told to `enforce`. */
export function messagePin(title: string, doc: string, enforce = false): pin.DataPin<Message> {
  const options = enforce ? { options: { enforceSchema: true } } : {};
  return pin.shaped(pin.struct(title, doc, { schema: SCHEMA, ...options }), messageShape);
}
