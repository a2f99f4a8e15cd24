import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { says } from '../setup/boards.js';
import { bytes } from '../setup/events.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { callHook, hook, hookUrl, mirror } from '../setup/triggers.js';
import { until } from '../setup/until.js';

let surroundings: Surroundings;
let api: RunningApp;
let replica: RunningProcess;
let owner: ApiClient;
let token: string;
let stranger: ApiClient;
let app: string;
let database: pg.Pool;
let made = 0;

beforeAll(async () => {
  surroundings = await createSurroundings();
  const env = { ...surroundings.env, JOBS_AUTH: 'required', SYNC_WAIT_MS: '1500' };
  api = await startApp('api', env);
  replica = await startProcess('api', env);
  database = new pg.Pool({ connectionString: surroundings.database.url, max: 2 });
  const client = new ApiClient(api.url);
  token = (await client.register()).access_token;
  owner = client.as(token);
  stranger = client.as((await client.register()).access_token);
});
afterAll(async () => {
  await database.end();
  await replica.stop();
  await api.close();
  await surroundings.database.drop();
});
beforeEach(async () => {
  app = (await owner.post('/api/v1/apps', { name: `Triggers ${++made}` })).body.id;
  for (const [id, one] of Object.entries({ b: mirror(), hi: says('hi') }))
    await owner.put(`/api/v1/apps/${app}/board/${id}`, { ...(one.json() as object), name: id });
});

const save = (id: string, fields: object = {}) =>
  owner.put(`/api/v1/apps/${app}/events/${id}`, hook(id, fields));
const url = (path = 'hook', base = api.url) => hookUrl(base, app, path);
const call = (path = 'hook', init: RequestInit = {}, base = api.url) =>
  callHook(url(path, base), init);
const sink = (id: string, path = '') => `/api/v1/sink/${id}${path}?app_id=${app}`;

describe('the triggers of an app', () => {
  it('are those of its events, for those who may write them', async () => {
    await save('e');
    await save('clock', {
      event_type: 'cron',
      config: bytes({ cron: '0 3 * * *' }),
      board_id: 'hi',
    });
    await save('page', {
      event_type: 'generic_form',
      route: null,
      default_page_id: 'p',
      board_id: '',
    });
    const { body } = await owner.get(`/api/v1/sink/app/${app}`);
    expect(body).toEqual([
      expect.objectContaining({
        id: 'e',
        event_id: 'e',
        app_id: app,
        event_name: 'Event e',
        sink_type: 'http',
        active: true,
        path: '/hook',
        has_auth_token: false,
        webhook_secret: null,
        next_at: null,
      }),
      expect.objectContaining({
        id: 'clock',
        sink_type: 'cron',
        path: null,
        cron_expression: '0 3 * * *',
        cron_timezone: 'UTC',
        next_at: expect.stringMatching(/T03:00:00\.000Z$/),
      }),
      expect.objectContaining({ id: 'page', active: false }),
    ]);
    for (const path of ['/api/v1/sink', '/api/v1/sinks']) {
      const mine = (await owner.get(path)).body as AnyJson[];
      expect(mine.filter((one) => one.app_id === app)).toEqual(body);
      expect((await stranger.get(path)).body).toEqual([]);
    }
    expect((await stranger.get(`/api/v1/sink/app/${app}`)).status).toBe(404);
    expect((await stranger.get(sink('e'))).status).toBe(404);
    expect((await stranger.post(sink('e', '/toggle'))).status).toBe(404);
    expect((await new ApiClient(api.url).get(sink('e'))).status).toBe(401);
  });

  it('are switched, moved and removed', async () => {
    await save('e');
    expect((await owner.post(sink('e', '/toggle'))).body.active).toBe(false);
    expect((await call()).status).toBe(404);
    await save('e', { name: 'Saved again' });
    expect((await owner.get(`/api/v1/sinks/e/status?app_id=${app}`)).body).toEqual({
      active: false,
    });
    expect((await owner.post(sink('e', '/toggle'))).body.active).toBe(true);
    expect((await owner.patch(sink('e'), { path: 'moved/' })).body.path).toBe('/moved');
    await save('e', { name: 'Saved once more' });
    expect((await call('moved')).status).toBe(200);
    await save('e', { route: '/new' });
    expect((await call('new')).status).toBe(200);
    for (const path of ['/a//b', '/..', '/a?b', 'x'.repeat(300)])
      expect((await owner.patch(sink('e'), { path })).status).toBe(400);
    expect((await owner.delete(`/api/v1/sinks/e?app_id=${app}`)).body).toBeNull();
    expect([(await call('new')).status, (await owner.get(sink('e'))).status]).toEqual([404, 404]);
    await save('e', { route: '/new' });
    expect((await call('new')).status).toBe(200);
  });

  it('have one path each', async () => {
    await save('first');
    const refused = await save('second');
    expect([refused.status, refused.body.errors?.[0].message]).toEqual([
      409,
      expect.stringContaining('first'),
    ]);
    expect((await owner.get(`/api/v1/apps/${app}/events/second`)).status).toBe(404);
    expect((await save('second', { active: false })).status).toBe(200);
    expect((await save('second')).status).toBe(409);
    await save('third', { route: '/third' });
    const moved = await owner.patch(sink('third'), { path: '/hook' });
    expect([moved.status, moved.body.detail]).toEqual([
      409,
      expect.stringContaining('Event first'),
    ]);
    await owner.post(sink('first', '/toggle'));
    expect((await save('second')).status).toBe(200);
    expect((await owner.post(sink('first', '/toggle'))).status).toBe(409);
  });

  it('of clocks are checked when they are saved', async () => {
    const clock = (config: object) => save('c', { event_type: 'cron', config: bytes(config) });
    for (const config of [{}, { cron: 'x' }, { cron: '* * * * *', tz: 'Nowhere' }]) {
      const { status, body } = await clock(config);
      expect([status, body.errors?.[0].path]).toEqual([400, 'event.config']);
    }
    expect((await clock({ schedule: '*/5 * * * * *', timezone: 'Europe/Berlin' })).status).toBe(
      200,
    );
    await owner.post(sink('c', '/toggle'));
    expect((await owner.get(sink('c'))).body.next_at).toBeNull();
    await owner.post(sink('c', '/toggle'));
    expect((await owner.get(sink('c'))).body.next_at).toEqual(expect.any(String));
    expect((await owner.patch(sink('c'), { path: '/x' })).status).toBe(409);
  });
});

it('a clock starts its event in a worker', async () => {
  const worker = await startProcess('worker', surroundings.env);
  try {
    await save('c', { event_type: 'cron', config: bytes({ cron: '* * * * * *' }) });
    const found = await until(
      async () =>
        (
          await database.query(
            `SELECT payload, result, source FROM runs WHERE app_id = $1 AND status = 'completed'`,
            [app],
          )
        ).rows[0],
      { within: 15_000 },
    );
    expect(found).toMatchObject({ source: 'cron', result: found.payload });
    expect(found.payload).toMatchObject({ event_id: 'c', timezone: 'UTC', skipped: 0 });
    await owner.delete(`/api/v1/apps/${app}/events/c`);
  } finally {
    await worker.stop();
  }
});
