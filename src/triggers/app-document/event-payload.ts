import type { EventInputJson, EventJson } from '../../events/event.js';
import { exampleOf, type Schema, schemaOf } from './pin-schema.js';

/** What `events_chat` nodes need: it is not told by their pins. */
const CHAT: Schema = {
  type: 'object',
  required: ['messages'],
  properties: {
    messages: {
      type: 'array',
      items: {
        type: 'object',
        required: ['role', 'content'],
        properties: {
          role: { enum: ['system', 'user', 'assistant', 'function', 'tool'] },
          content: { description: 'A text, or a list of parts' },
        },
      },
    },
    chat_id: { type: 'string' },
  },
};
const CHAT_TYPES = new Set(['simple_chat', 'advanced_chat', 'discord', 'telegram']);
/** The pin of a generic event that takes what no other one takes. */
const REST = 'payload';

export const isChat = ({ event_type: type }: EventJson) => CHAT_TYPES.has(type);
export const takesPayload = (event: EventJson) => isChat(event) || event.inputs.length > 0;
/** Whether it takes members of any name. */
export const takesRest = ({ inputs }: EventJson) => inputs.some(({ name }) => name === REST);
/** Those that take a member of their name; the pin of the rest is none. */
export const ownInputs = ({ inputs }: EventJson): EventInputJson[] =>
  inputs.filter(({ name }) => name !== REST);

export function payloadSchema(event: EventJson): Schema {
  if (isChat(event)) return CHAT;
  if (event.inputs.length === 0) return { description: 'Not used' };
  const members = ownInputs(event).map((input) => [input.name, schemaOf(input)] as const);
  return { type: 'object', properties: Object.fromEntries(members), additionalProperties: true };
}

export function payloadExample(event: EventJson): unknown {
  if (isChat(event)) return { messages: [{ role: 'user', content: 'Hello' }] };
  if (event.inputs.length === 0) return null;
  return Object.fromEntries(ownInputs(event).map((input) => [input.name, exampleOf(input)]));
}
