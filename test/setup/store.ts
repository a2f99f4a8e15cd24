import assert from 'node:assert/strict';
import type { AnyJson, Answer } from './api-client.js';
import { anEvent, configBytes } from './event-bodies.js';
import type { Person } from './teams.js';

/** What was answered, when it was answered so. */
export async function ok(answer: Promise<Answer>, expected = 200): Promise<AnyJson> {
  const { status, body } = await answer;
  assert.equal(status, expected, JSON.stringify(body));
  return body;
}

export const appPath = (app: string, path = ''): string => `/api/v1/apps/${app}${path}`;

/** Greets whoever is named in its payload; has a secret that nothing needs. */
export const greeting = (word: string): string => `name: Greet
variables:
  token: { type: string, secret: true, value: hush }
nodes:
  start:
    node:
      type: events_generic
      outputs:
        name: string
  text:
    node: string_format
    format_string: '${word} {name}'
    name: <- start.name
  end:
    node: events_generic_return_result
    response: <- text.formatted_string
flow:
  - start -> end
`;

export async function putBoard(
  person: Person,
  app: string,
  id: string,
  text: string,
): Promise<void> {
  const headers = { ...person.sends, 'content-type': 'application/yaml' };
  const request = { method: 'PUT', headers, body: text };
  const answer = await fetch(person.url + appPath(app, `/board/${id}`), request);
  assert.equal(answer.status, 200, await answer.text());
}

export const eventOn = (board: string, fields: object = {}): object => ({
  event: anEvent({ board_id: board, node_id: 'start', ...fields }),
});

export const routeTo = (eventId: string, id: string, path: string, isDefault: boolean): object => ({
  id,
  path,
  targetType: 'Event',
  eventId,
  isDefault,
});

/** An app with two boards, a form, a schedule, a template and a route. */
export async function aGreeter(person: Person): Promise<string> {
  const app = { name: 'Greeter', tags: ['hello'], visibility: 'Prototype' };
  const { id } = await ok(person.post('/api/v1/apps', app), 201);
  await putBoard(person, id, 'greet', greeting('Hello'));
  await putBoard(person, id, 'other', greeting('Other'));
  await ok(person.put(appPath(id, '/events/form'), eventOn('greet', { name: 'Form' })));
  const config = configBytes({ cron_expression: '0 * * * *', api_key: 'hush-2' });
  const cron = eventOn('greet', { name: 'Hourly', event_type: 'cron', config });
  await ok(person.put(appPath(id, '/events/hourly'), cron));
  await ok(person.put(appPath(id, '/templates/start'), { board_id: 'other' }));
  await ok(person.post(appPath(id, '/routes'), routeTo('form', 'home', '/hello', true)), 201);
  return id;
}

/** Where nobody reviews what is published: it is in the store at once. */
export async function publish(author: Person, app: string, notes = ''): Promise<void> {
  const asked = author.post(appPath(app, '/publications'), { release_notes: notes });
  assert.equal((await ok(asked, 201)).status, 'approved');
}

export async function partsOf(person: Person, app: string): Promise<AnyJson> {
  const [{ boards, events, templates }, list, routes] = await Promise.all([
    ok(person.get(appPath(app))),
    ok(person.get(appPath(app, '/events'))),
    ok(person.get(appPath(app, '/routes'))),
  ]);
  return { boards, events, templates, list, routes };
}

export const named = (list: AnyJson[], name: string): AnyJson =>
  list.find((event) => event.name === name);

/** What an event answers to Ada. */
export async function say(person: Person, app: string, event: string): Promise<AnyJson> {
  const run = { app_id: app, event_id: event, payload: { name: 'Ada' } };
  return (await ok(person.post('/api/v1/execution/run', run))).result;
}
