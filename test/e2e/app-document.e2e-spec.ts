import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertApp, type TestApp } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { board, says } from '../setup/boards.js';
import { bytes, event } from '../setup/events.js';
import { of, type Person, Teams } from '../setup/teams.js';

let teams: Teams;
let owner: Person;
let app: TestApp;
let document: AnyJson;

const greeting = () => {
  const built = board()
    .node('start', 'events_generic')
    .pin('start.name', 'Output', 'String')
    .pin('start.times', 'Output', 'Integer')
    .pin('start.tags', 'Output', 'String')
    .pin('start.more', 'Output', 'Struct')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('start.name', 'end.response')
    .json() as AnyJson;
  const pins: AnyJson[] = Object.values(built.nodes.start.pins);
  const named = (name: string) => pins.find((pin) => pin.name === name);
  Object.assign(named('name'), {
    friendly_name: 'Name',
    description: 'Who',
    default_value: bytes('Ann'),
  });
  named('tags').value_type = 'Array';
  named('more').schema = '{"type":"object","properties":{"a":{"type":"integer"}}}';
  return built;
};

beforeAll(async () => {
  teams = await Teams.start();
  owner = await teams.person();
  app = await insertApp(teams.database, owner.id);
  await owner.put(of(app, 'board/b'), greeting());
  await owner.put(of(app, 'board/hi'), says('hi').json());
  const events: [string, object][] = [
    ['greet', {}],
    ['chat', { event_type: 'simple_chat', name: 'Chat' }],
    ['hi', { board_id: 'hi', event_type: 'api', name: 'Hi', description: '' }],
    ['off', { active: false, name: 'Off' }],
  ];
  for (const [id, fields] of events)
    await owner.put(of(app, `events/${id}`), { event: event(fields) });
  document = (await owner.get(of(app, 'openapi.json'))).body;
});
afterAll(() => teams.stop());

const operation = (id: string) =>
  document.paths[`/api/v1/apps/${app.id}/events/${id}/invoke`]?.post;
const bodyOf = (id: string) => operation(id).requestBody.content['application/json'];

describe('the document of an app', () => {
  it('has an endpoint for every active event', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.title).toBe(`App ${app.id}`);
    expect(Object.keys(document.paths)).toHaveLength(3);
    expect(operation('off')).toBeUndefined();
    expect(operation('greet')).toMatchObject({ summary: 'Greet', description: 'Greets' });
    expect(operation('hi')).not.toHaveProperty('description');
  });

  it('says what each event takes, with an example', () => {
    expect(bodyOf('greet').schema.properties.payload.properties).toEqual({
      name: { type: 'string', title: 'Name', description: 'Who', default: 'Ann' },
      times: expect.objectContaining({ type: 'integer' }),
      tags: expect.objectContaining({ type: 'array', items: { type: 'string' } }),
      more: expect.objectContaining({ type: 'object', properties: { a: { type: 'integer' } } }),
    });
    expect(bodyOf('greet').example).toEqual({
      payload: { name: 'Ann', times: 1, tags: ['text'], more: {} },
    });
    expect(bodyOf('chat').schema.properties.payload.required).toEqual(['messages']);
    expect(bodyOf('hi').example).toEqual({ payload: null });
  });

  it('describes what can be done: its examples run', async () => {
    const [path] = Object.keys(document.paths).filter((one) => one.includes('/greet/'));
    const answer = await owner
      .with({ accept: 'application/json' })
      .post(path!, bodyOf('greet').example);
    expect([answer.status, answer.body.status, answer.body.result]).toEqual([
      200,
      'completed',
      'Ann',
    ]);
    const hi = `/api/v1/apps/${app.id}/events/hi/invoke`;
    const { body } = await owner
      .with({ accept: 'application/json' })
      .post(hi, bodyOf('hi').example);
    expect(body.result).toBe('hi');
  });

  it('shows those who may not read events what people start, and strangers nothing', async () => {
    const member = await teams.member(app);
    const seen: AnyJson = (await member.get(of(app, 'openapi.json'))).body;
    expect(Object.keys(seen.paths).map((path) => path.split('/').at(-2))).toEqual([
      'chat',
      'greet',
    ]);
    expect((await (await teams.person()).get(of(app, 'openapi.json'))).status).toBe(404);
  });
});

describe('an event', () => {
  it('that is switched off runs for those who may change it only', async () => {
    const member = await teams.member(app);
    const path = of(app, 'events/off/invoke');
    const json = { accept: 'application/json' };
    const payload = { name: 'x' };
    expect((await owner.with(json).post(path, { payload })).body).toMatchObject({ result: 'x' });
    const refused = await member.with(json).post(path, { payload });
    expect([refused.status, refused.body.detail]).toEqual([409, 'The event Off is switched off']);
  });
});

describe('/swagger-ui?app={id}', () => {
  const script = async () => {
    const { status, body, headers } = await owner.get('/swagger-ui/of-app.js');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await owner.get('/swagger-ui')).body).toContain("<script src='/swagger-ui/of-app.js'>");
    return body as string;
  };
  const page = async (search: string, answers: (headers: AnyJson) => Response) => {
    const stored = new Map<string, string>();
    const shown: AnyJson[] = [];
    const bundle = Object.assign((options: AnyJson) => shown.push(options), { presets: {} });
    const window: AnyJson = { SwaggerUIBundle: bundle };
    window.onload = () => window.SwaggerUIBundle({ url: 'other', dom_id: '#swagger-ui' });
    const node = { textContent: '' };
    const context = createContext({
      window,
      URLSearchParams,
      location: { search },
      document: { getElementById: () => node },
      localStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, value: string) => stored.set(name, value),
      },
      prompt: () => 'a token',
      fetch: async (_: string, { headers }: AnyJson) => answers(headers),
    });
    runInContext(await script(), context);
    await window.onload();
    return { shown, said: node.textContent };
  };
  const ok = () => Response.json({ openapi: '3.1.0' });

  it('leaves the page as it is without an app', async () => {
    expect((await page('', ok)).shown).toEqual([{ url: 'other', dom_id: '#swagger-ui' }]);
  });

  it('asks for a token, and shows the events with it', async () => {
    const guarded = ({ authorization }: AnyJson) =>
      authorization === 'Bearer a token' ? ok() : Response.json({ detail: 'no' }, { status: 401 });
    const { shown } = await page('?app=x', guarded);
    expect(shown).toEqual([{ url: undefined, dom_id: '#swagger-ui', spec: { openapi: '3.1.0' } }]);
  });

  it('says what is wrong', async () => {
    const none = () => Response.json({ detail: 'There is no app x' }, { status: 404 });
    const { shown, said } = await page('?app=x', none);
    expect([shown, said]).toEqual([[], 'The app cannot be shown: There is no app x']);
  });
});
