import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { AnyJson } from '../setup/api-client.js';
import { insertApp, type TestApp } from '../setup/apps.js';
import { board, says } from '../setup/boards.js';
import { bytes } from '../setup/events.js';
import { of, type Person, Teams } from '../setup/teams.js';
import { hook, mirror } from '../setup/triggers.js';
import { type Draft, tryItOut, type Typed } from '../setup/try-it-out.js';

let teams: Teams;
let owner: Person;
let app: TestApp;
let document: AnyJson;
let secret: string;

/** Answers the member `name` of its payload. */
const greeting = () => {
  const built = board()
    .node('start', 'events_generic')
    .pin('start.name', 'Output', 'String')
    .pin('start.tags', 'Output', 'String')
    .pin('start.more', 'Output', 'Struct')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('start.name', 'end.response')
    .json() as AnyJson;
  const pins: AnyJson[] = Object.values(built.nodes.start.pins);
  pins.find(({ name }) => name === 'tags').value_type = 'Array';
  pins.find(({ name }) => name === 'name').default_value = bytes('Ann');
  return built;
};

const post = (route: string, fields: object = {}) => ({
  route,
  ...fields,
  config: bytes({ method: 'POST' }),
});
const EVENTS: Readonly<Record<string, object>> = {
  greet: post('/greet/{who} ä', { event_type: 'http' }),
  token: post('/token'),
  signed: post('/signed', { event_type: 'webhook' }),
  both: post('/both'),
  inner: { route: '/inner', config: bytes({ method: 'PUT', public_endpoint: false }) },
  ask: { route: '/ask', config: bytes({ method: 'GET' }) },
  any: { route: '/any', board_id: 'mirror' },
  root: { route: '/', board_id: 'hi', config: bytes({ method: 'POST' }) },
  chat: { route: '/chat', event_type: 'simple_chat' },
  off: { route: '/off', active: false },
  toggled: { route: '/toggled' },
  clock: { event_type: 'cron', route: null, config: bytes({ cron: '0 3 1 1 *' }) },
};

beforeAll(async () => {
  teams = await Teams.start();
  owner = await teams.person();
  app = await insertApp(teams.database, owner.id);
  const boards = { b: greeting(), mirror: mirror().json(), hi: says('hi').json() };
  for (const [id, one] of Object.entries(boards)) await owner.put(of(app, `board/${id}`), one);
  for (const [id, fields] of Object.entries(EVENTS)) {
    const { status, body } = await owner.put(of(app, `events/${id}`), hook(id, fields));
    assert.equal(status, 200, `${id}: ${body.detail}`);
  }
  for (const id of ['token', 'both'])
    await owner.patch(`/api/v1/sink/${id}`, { auth_token: 'open sesame' });
  await owner.post('/api/v1/sink/signed/secret');
  secret = (await owner.post('/api/v1/sink/both/secret')).body.webhook_secret;
  await owner.post('/api/v1/sink/toggled/toggle');
  document = (await owner.get(of(app, 'openapi.json'))).body;
});
afterAll(() => teams.stop());

const placeOf = (path: string) => `/api/v1/sink/trigger/http/${app.id}${path}`;
const send = async (path: string, method: string, typed?: Typed) => {
  const answer = await fetch(...tryItOut(document, teams.api.url, placeOf(path), method, typed));
  return [answer.status, await answer.json()] as [number, AnyJson];
};
const signature = ({ headers, body = '' }: Draft) => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
};

describe('the triggers in the document of an app', () => {
  it('are those that can be called, each with its methods', () => {
    const shown = Object.entries<object>(document.paths)
      .filter(([path]) => path.startsWith('/api/v1/sink/'))
      .map(([path, item]) => [path.slice(placeOf('').length), Object.keys(item).toSorted()]);
    expect(Object.fromEntries(shown)).toEqual({
      '/greet/%7Bwho%7D%20%C3%A4': ['post'],
      '/token': ['post'],
      '/signed': ['post'],
      '/both': ['post'],
      '/inner': ['put'],
      '/ask': ['get'],
      '/any': ['get', 'post'],
      '/': ['post'],
      '/chat': ['post'],
    });
  });

  it('take the payload as it is, typed', () => {
    const { schema, example } =
      document.paths[placeOf('/token')].post.requestBody.content['application/json'];
    expect(schema.properties).toEqual({
      name: expect.objectContaining({ type: 'string', default: 'Ann' }),
      tags: expect.objectContaining({ type: 'array', items: { type: 'string' } }),
      more: expect.objectContaining({ type: 'object' }),
    });
    expect(example).toEqual({ name: 'Ann', tags: ['text'], more: {} });
    expect(document.paths[placeOf('/ask')].get).not.toHaveProperty('requestBody');
  });

  it('say what lets a caller in', () => {
    const needs = (path: string, method = 'post') => document.paths[placeOf(path)][method].security;
    expect(needs('/any')).toEqual([]);
    expect(needs('/token')).toEqual([{ 'trigger-token': [] }]);
    expect(needs('/signed')).toEqual([{ 'webhook-signature': [] }]);
    expect(needs('/both')).toEqual([{ 'trigger-token': [], 'webhook-signature': [] }]);
    // As the rest of the app does.
    expect([needs('/inner', 'put'), needs('/chat')]).toEqual([undefined, undefined]);
    expect(JSON.stringify(document)).not.toMatch(/open sesame|whsec_|sealed:/);
  });

  it('are shown with their events only', async () => {
    const { paths } = (await (await teams.member(app)).get(of(app, 'openapi.json'))).body;
    const shown = Object.keys(paths).filter((path) => path.startsWith('/api/v1/sink/'));
    expect(shown).toEqual([placeOf('/chat')]);
  });
});

describe('"Try it out"', () => {
  it('starts an event and shows what it returned', async () => {
    expect(await send('/greet/%7Bwho%7D%20%C3%A4', 'post')).toEqual([
      200,
      {
        triggered: true,
        run_id: expect.any(String),
        status: 'completed',
        result: 'Ann',
        error: null,
      },
    ]);
    expect(await send('/', 'post')).toEqual([200, expect.objectContaining({ result: 'hi' })]);
  });

  it('sends a query where a trigger takes one', async () => {
    expect(await send('/ask', 'get')).toEqual([200, expect.objectContaining({ result: 'Ann' })]);
    const [status, { result }] = await send('/any', 'get');
    expect([status, result]).toEqual([200, { key: 'value' }]);
  });

  it('is let in by what the document asks for, and not without', async () => {
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    };
    const token = { 'trigger-token': 'open sesame' };
    const signed = { 'webhook-signature': signature };
    expect((await send('/token', 'post'))[0]).toBe(401);
    expect((await send('/token', 'post', { credentials: token }))[0]).toBe(200);
    expect((await send('/both', 'post', { headers, credentials: token }))[0]).toBe(401);
    expect((await send('/both', 'post', { headers, credentials: signed }))[0]).toBe(401);
    const credentials = { ...token, ...signed };
    expect(await send('/both', 'post', { headers, credentials })).toEqual([
      200,
      expect.objectContaining({ status: 'completed', result: 'Ann' }),
    ]);
    expect((await send('/inner', 'put'))[0]).toBe(401);
    const bearer = owner.token;
    expect((await send('/inner', 'put', { credentials: { bearer } }))[0]).toBe(200);
  });
});
