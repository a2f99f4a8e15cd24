import type { EventJson } from '../../events/event.js';
import { HTTP_DOOR } from '../trigger-path.js';
import type { Method, TriggerRow } from '../trigger.js';
import { ended, json, PROBLEM } from './answers.js';
import {
  isChat,
  ownInputs,
  payloadExample,
  payloadSchema,
  takesPayload,
  takesRest,
} from './event-payload.js';
import { exampleOf, type Schema } from './pin-schema.js';

const TOKEN = 'trigger-token';
const SIGNATURE = 'webhook-signature';

/** The security schemes that triggers have of their own. */
export const TRIGGER_SECURITY: Readonly<Record<string, Schema>> = {
  [TOKEN]: { type: 'http', scheme: 'bearer', description: 'The token of the trigger' },
  [SIGNATURE]: {
    type: 'apiKey',
    in: 'header',
    name: SIGNATURE,
    description:
      'As Standard Webhooks says: v1, and the base64 of the HMAC-SHA256 of id.timestamp.body by the webhook secret',
  },
};

const header = (name: string, required: boolean, description: string): Schema => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});
const SIGNED_HEADERS = [
  header('webhook-id', true, 'Names the request: it happens once a day'),
  header('webhook-timestamp', true, 'Seconds since 1970, 5 minutes off at most'),
];
const KEY_HEADER = [header('Idempotency-Key', false, 'Names the request: it happens once a day')];

/** Where a trigger is called. Undefined for one that nobody can call. */
export function triggerUrl({ app_id: app, kind, live, path }: TriggerRow): string | undefined {
  if (kind !== 'http' || !live || path === null) return undefined;
  // Encoded, a brace is no parameter.
  return `${HTTP_DOOR}${app}${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The methods that a trigger takes; of one that takes any, the two usual ones. */
export function triggerOperations(event: EventJson, trigger: TriggerRow): object {
  const usual: Method[] = isChat(event) ? ['POST'] : ['GET', 'POST'];
  const methods = trigger.method === null ? usual : [trigger.method];
  return Object.fromEntries(
    methods.map((method) => [method.toLowerCase(), operation(event, trigger, method)]),
  );
}

function operation(event: EventJson, trigger: TriggerRow, method: Method): object {
  const asks = method === 'GET';
  const isSigned = trigger.webhook_secret !== null;
  return {
    operationId: `trigger_${event.id}_${method.toLowerCase()}`,
    summary: event.name,
    ...(event.description !== '' && { description: event.description }),
    tags: [event.event_type],
    ...securityOf(trigger),
    parameters: [
      ...(isSigned ? SIGNED_HEADERS : KEY_HEADER),
      ...(asks ? queryParameters(event) : []),
    ],
    ...(!asks && {
      requestBody: {
        required: takesPayload(event),
        content: {
          'application/json': { schema: payloadSchema(event), example: payloadExample(event) },
        },
      },
    }),
    responses: {
      200: ended('Triggered'),
      202: { description: 'It goes on', content: json('StillRunning') },
      401: { description: 'Not let in', content: json('NotTriggered') },
      default: PROBLEM,
    },
  };
}

/** Empty where the credentials of the rest of the app are asked for. */
function securityOf({ auth_token, webhook_secret, open }: TriggerRow): { security?: Schema[] } {
  const names = [
    ...(auth_token === null ? [] : [TOKEN]),
    ...(webhook_secret === null ? [] : [SIGNATURE]),
  ];
  if (names.length > 0) return { security: [Object.fromEntries(names.map((name) => [name, []]))] };
  return open ? { security: [] } : {};
}

/** What comes in a query are texts, and lists of them. */
function queryParameters(event: EventJson): Schema[] {
  const named = ownInputs(event)
    .filter(({ data_type: type, value_type: form }) => type !== 'Struct' && form !== 'HashMap')
    .map((input) => {
      const isList = input.value_type === 'Array' || input.value_type === 'HashSet';
      const example = exampleOf(input);
      return {
        name: input.name,
        in: 'query',
        ...(input.description !== '' && { description: input.description }),
        schema: isList ? { type: 'array', items: { type: 'string' } } : { type: 'string' },
        example: Array.isArray(example) ? example.map(String) : String(example),
      };
    });
  if (!takesRest(event)) return named;
  const rest = {
    name: 'payload',
    in: 'query',
    description: 'Whatever else; every member is a parameter of its own',
    // A generic event needs some payload.
    required: named.length === 0,
    style: 'form',
    explode: true,
    schema: { type: 'object', additionalProperties: { type: 'string' } },
    ...(named.length === 0 && { example: { key: 'value' } }),
  };
  return [...named, rest];
}
