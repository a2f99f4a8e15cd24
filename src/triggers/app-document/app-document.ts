import { VERSION } from '../../common/version.js';
import type { EventJson } from '../../events/event.js';
import type { TriggerRow } from '../trigger.js';
import { ANSWERS, ended, json, PROBLEM } from './answers.js';
import { payloadExample, payloadSchema, takesPayload } from './event-payload.js';
import { triggerOperations, triggerUrl, TRIGGER_SECURITY } from './trigger-operations.js';

export interface DocumentedApp {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/**
 * The events of an app as an API of its own: OpenAPI 3.1, every event an endpoint, and another one if a trigger
 * starts it over HTTP. Triggers of other events are left out.
 */
export function appDocument(
  app: DocumentedApp,
  events: readonly EventJson[],
  triggers: readonly TriggerRow[],
): object {
  const runnable = new Map(
    events.filter(({ board_id: board }) => board !== '').map((event) => [event.id, event]),
  );
  const invoked = [...runnable.values()].map((event) => [
    `/api/v1/apps/${app.id}/events/${event.id}/invoke`,
    { post: invokeOperation(event) },
  ]);
  const triggered = triggers.flatMap((trigger) => {
    const event = runnable.get(trigger.event_id);
    const url = triggerUrl(trigger);
    return event && url ? [[url, triggerOperations(event, trigger)]] : [];
  });
  return {
    openapi: '3.1.0',
    info: {
      title: app.name,
      ...(app.description !== '' && { description: app.description }),
      version: VERSION,
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { 'api-key': [] }],
    paths: Object.fromEntries([...invoked, ...triggered]) as object,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        'api-key': { type: 'apiKey', in: 'header', name: 'x-api-key' },
        ...TRIGGER_SECURITY,
      },
      schemas: ANSWERS,
    },
  };
}

function invokeOperation(event: EventJson): object {
  return {
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
      200: ended('Run'),
      201: { description: 'It goes on', content: json('AcceptedRun') },
      default: PROBLEM,
    },
  };
}
