import type { EventInputJson, EventJson } from '../../events/event.js';
import { VERSION } from '../../common/version.js';
import { exampleOf, type Schema, schemaOf } from './pin-schema.js';

export interface DocumentedApp {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

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

const RUN: Schema = {
  type: 'object',
  required: ['id', 'status', 'result', 'error'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    status: { enum: ['completed', 'failed', 'cancelled', 'timeout'] },
    result: { description: 'What the board returned' },
    error: { type: ['string', 'null'] },
    started_at: { type: ['string', 'null'], format: 'date-time' },
    completed_at: { type: ['string', 'null'], format: 'date-time' },
    duration_ms: { type: ['number', 'null'] },
    log_level: { type: 'integer', minimum: 0, maximum: 4 },
  },
};
const ACCEPTED: Schema = {
  type: 'object',
  properties: { id: { type: 'string', format: 'uuid' }, status: { type: 'string' } },
};
const PROBLEM = {
  description: 'It could not be run, and why',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        properties: {
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

/** The events of an app as an API of its own: OpenAPI 3.1, every event an endpoint. */
export function appDocument(app: DocumentedApp, events: readonly EventJson[]): object {
  const paths = events
    .filter(({ board_id: board }) => board !== '')
    .map((event) => [`/api/v1/apps/${app.id}/events/${event.id}/invoke`, pathOf(event)] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: app.name,
      ...(app.description !== '' && { description: app.description }),
      version: VERSION,
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { 'api-key': [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        'api-key': { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
      schemas: { Run: RUN, AcceptedRun: ACCEPTED },
    },
  };
}

function pathOf(event: EventJson): object {
  const of = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } });
  return {
    post: {
      operationId: `run_${event.id}`,
      summary: event.name,
      ...(event.description !== '' && { description: event.description }),
      tags: [event.event_type],
      requestBody: {
        required: takesPayload(event),
        content: {
          'application/json': {
            schema: { type: 'object', properties: { payload: payloadSchema(event) } },
            example: { payload: payloadExample(event) },
          },
        },
      },
      responses: {
        200: {
          description: 'It has ended; as a stream, what it tells',
          content: {
            'application/json': of('Run'),
            'text/event-stream': { schema: { type: 'string' } },
          },
        },
        201: { description: 'It goes on', content: { 'application/json': of('AcceptedRun') } },
        default: PROBLEM,
      },
    },
  };
}

const isChat = ({ event_type: type }: EventJson) => CHAT_TYPES.has(type);
const takesPayload = (event: EventJson) => isChat(event) || event.inputs.length > 0;
const ownInputs = ({ inputs }: EventJson): EventInputJson[] =>
  inputs.filter(({ name }) => name !== REST);

function payloadSchema(event: EventJson): Schema {
  if (isChat(event)) return CHAT;
  if (event.inputs.length === 0) return { description: 'Not used' };
  const members = ownInputs(event).map((input) => [input.name, schemaOf(input)] as const);
  return { type: 'object', properties: Object.fromEntries(members), additionalProperties: true };
}

function payloadExample(event: EventJson): unknown {
  if (isChat(event)) return { messages: [{ role: 'user', content: 'Hello' }] };
  if (event.inputs.length === 0) return null;
  return Object.fromEntries(ownInputs(event).map((input) => [input.name, exampleOf(input)]));
}
