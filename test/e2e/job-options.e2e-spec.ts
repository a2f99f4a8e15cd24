import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { LocalServer } from '../../src/outward/local-server.testing.js';
import { ApiClient, type Tokens } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { board, echo, insertBoard, waits } from '../setup/boards.js';
import { until } from '../setup/until.js';

/** Asks a server and fails when it does not answer. */
const asks = (url: string) =>
  board()
    .node('start', 'events_simple')
    .node('request', 'http_make_request', { url })
    .node('ask', 'http_fetch')
    .wire('start.exec_out', 'ask.exec_in')
    .wire('request.request', 'ask.request');

let surroundings: Surroundings;
let api: RunningApp;
let worker: RunningApp;
let client: ApiClient;
let owner: Tokens;
let me: ApiClient;
let database: pg.Client;
let appId: string;
let hook: LocalServer;
let answer: number;

beforeAll(async () => {
  surroundings = await createSurroundings();
  const env = { ...surroundings.env, JOBS_AUTH: 'required', OUTWARD_ALLOW: '127.0.0.1' };
  api = await startApp('api', { ...env, APP_CONCURRENCY: '2', QUEUED_RUNS_PER_APP: '3' });
  worker = await startApp('worker', { ...env, APP_CONCURRENCY: '2' });
  client = new ApiClient(api.url);
  owner = await client.register();
  me = client.as(owner.access_token);
  appId = (await me.post('/api/v1/apps', { name: 'Jobs' })).body.id;
  database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
  await insertBoard(surroundings.database.url, appId, 'echo', echo());
  await insertBoard(surroundings.database.url, appId, 'wait', waits(60_000));
  hook = await LocalServer.start((_, response) => response.writeHead(answer).end());
});
afterAll(async () => {
  await api.close();
  await worker.close();
  await hook.stop();
  await database.end();
  await surroundings.database.drop();
});

const submit = (body: object) => me.post('/jobs/submit', { app_id: appId, ...body });
async function accepted(body: object): Promise<string> {
  const { status, body: job } = await submit(body);
  expect([status, job.status]).toEqual([201, 'queued']);
  return job.job_id as string;
}
const job = async (id: string) => (await me.get(`/jobs/${id}`)).body;
type Job = Awaited<ReturnType<typeof job>>;
const untilJob = (id: string, is: (job: Job) => boolean) =>
  until(async () => {
    const found = await job(id);
    return is(found) ? found : undefined;
  });
const untilStatus = (id: string, status: string) =>
  untilJob(id, (found) => found.status === status);
const queue = (act = '') =>
  act === ''
    ? me.get(`/api/v1/apps/${appId}/queue`)
    : me.post(`/api/v1/apps/${appId}/queue/${act}`);

describe('options of a job', () => {
  it.each([
    ['priority', 11],
    ['priority', 1.5],
    ['retries', -1],
    ['retries', 11],
    ['callback_url', 'mailto:x'],
    ['callback_url', 'http://10.0.0.1/'],
    ['callback_url', 'http://[::1]:80/'],
    ['callback_url', 7],
  ])('%s must not be %p', async (path, value) => {
    const { status, body } = await submit({ board_id: 'echo', [path]: value });
    expect([status, body.errors[0].path]).toEqual([400, path]);
  });

  it('retries: an outage is tried again, a mistake is not', async () => {
    const down = await LocalServer.start((_, response) => response.end());
    const { url } = down;
    await down.stop();
    await insertBoard(surroundings.database.url, appId, 'down', asks(url));
    const id = await accepted({ board_id: 'down', retries: 1 });
    const ended = await untilStatus(id, 'failed');
    expect(ended).toMatchObject({ attempts: 2, retries_left: 0 });
    expect(ended.error).toContain('refuses connections');
    const logs = await database.query('SELECT attempt FROM run_logs WHERE run_id = $1', [
      id.slice(4),
    ]);
    expect(logs.rows).toHaveLength(2);
    await insertBoard(surroundings.database.url, appId, 'bad', asks('no address'));
    const mistake = await accepted({ board_id: 'bad', retries: 5 });
    expect(await untilStatus(mistake, 'failed')).toMatchObject({ attempts: 1, retries_left: 0 });
  });

  it('callback_url: is told of the end, signed, until it takes it', async () => {
    answer = 500;
    hook.received.length = 0;
    const id = await accepted({
      board_id: 'echo',
      payload: { key: 7 },
      callback_url: `${hook.url}x`,
    });
    const refused = await untilJob(id, ({ callback }) => callback?.last_error !== null);
    expect(refused.callback).toEqual({
      status: 'waiting',
      attempts: 1,
      last_error: 'It answered 500',
    });
    answer = 204;
    await database.query('UPDATE callbacks SET due_at = now()');
    const told = await untilJob(id, ({ callback }) => callback?.status === 'delivered');
    expect(told.callback).toEqual({ status: 'delivered', attempts: 2, last_error: null });
    const [first, second] = hook.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    const { body } = await me.get(`/api/v1/apps/${appId}/callback-secret`);
    const verified = new Webhook(body.secret).verify(
      second!.body,
      second!.headers as Record<string, string>,
    );
    expect(verified).toMatchObject({
      type: 'job.completed',
      timestamp: told.completed_at,
      data: { job_id: id, status: 'completed', result: 7, attempts: 1 },
    });
    const stored = await database.query('SELECT secret FROM callback_secrets');
    expect(stored.rows[0].secret).toMatch(/^sealed:/);
  });

  it('callback_url: both secrets sign after a rotation; redirects are not followed; 410 ends it', async () => {
    const before = (await me.get(`/api/v1/apps/${appId}/callback-secret`)).body;
    const after = (await me.post(`/api/v1/apps/${appId}/callback-secret`)).body;
    expect(after.previous).toBe(before.secret);
    expect(after.secret).toMatch(/^whsec_.{44}$/);
    answer = 410;
    hook.received.length = 0;
    const id = await accepted({ board_id: 'echo', callback_url: hook.url });
    const gone = await untilJob(id, ({ callback }) => callback?.status === 'failed');
    expect(gone.callback).toMatchObject({ attempts: 1, last_error: 'It answered 410' });
    const [{ body, headers }] = hook.received as [(typeof hook.received)[number]];
    for (const secret of [after.secret, before.secret])
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeDefined();
    const moving = await LocalServer.start((_, response) =>
      response.writeHead(302, { location: hook.url }).end(),
    );
    hook.received.length = 0;
    const moved = await accepted({ board_id: 'echo', callback_url: moving.url });
    await untilJob(moved, ({ callback }) => callback?.last_error === 'It answered 302');
    expect(hook.received).toEqual([]);
    await moving.stop();
  });

  it('callback_url: looks again where it leads when it is sent', async () => {
    const id = await accepted({ board_id: 'echo', callback_url: hook.url });
    await untilJob(id, ({ callback }) => callback?.attempts > 0);
    await database.query(`UPDATE runs SET callback_url = 'http://127.0.0.2:9/' WHERE id = $1`, [
      id.slice(4),
    ]);
    await database.query(`UPDATE callbacks SET due_at = now(), status = 'waiting'`);
    const found = await untilJob(id, ({ callback }) => callback?.last_error?.includes('must not'));
    expect(found.callback.status).toBe('waiting');
    await database.query('DELETE FROM callbacks');
  });
});

describe('a job that has ended', () => {
  it('begins anew when it did not complete, as the same job', async () => {
    const id = await accepted({ board_id: 'wait' });
    await untilStatus(id, 'running');
    expect((await me.post(`/jobs/${id}/retry`)).status).toBe(409);
    await me.post(`/jobs/${id}/cancel`);
    await untilStatus(id, 'cancelled');
    const again = await me.post(`/jobs/${id}/retry`);
    expect([again.status, again.body]).toEqual([200, { job_id: id, status: 'queued' }]);
    expect(await untilStatus(id, 'running')).toMatchObject({ attempts: 2, completed_at: null });
    await me.post(`/jobs/${id}/cancel`);
    await untilStatus(id, 'cancelled');
  });

  it('can be repeated with the same input, or another one', async () => {
    const id = await accepted({ board_id: 'echo', payload: { key: 'a' }, priority: 3 });
    await untilStatus(id, 'completed');
    expect((await me.post(`/jobs/${id}/retry`)).status).toBe(409);
    const same = await me.post(`/jobs/${id}/rerun`);
    expect(same.status).toBe(201);
    expect(await untilStatus(same.body.job_id, 'completed')).toMatchObject({
      result: 'a',
      rerun_of: id,
      priority: 3,
    });
    const other = await me.post(`/api/v1/execution/${id.slice(4)}/rerun`, {
      payload: { key: 'b' },
    });
    expect(await untilStatus(`job-${other.body.id}`, 'completed')).toMatchObject({ result: 'b' });
    const missing = await me.post(`/jobs/${id}/rerun`, { version: '9.9.9' });
    expect(missing.status).toBe(404);
  });

  it('is not there for strangers, nor for others who may only start runs', async () => {
    const id = await accepted({ board_id: 'echo' });
    const stranger = client.as((await client.register()).access_token);
    for (const act of ['retry', 'rerun'])
      expect((await stranger.post(`/jobs/${id}/${act}`)).status).toBe(404);
    expect((await stranger.get(`/jobs?app_id=${appId}`)).status).toBe(404);
    expect((await client.get(`/jobs?app_id=${appId}`)).status).toBe(401);
  });
});

describe('the list of jobs', () => {
  it('goes page by page, newest first, by status and time', async () => {
    const ids: string[] = [];
    for (const key of [1, 2, 3]) ids.push(await accepted({ board_id: 'echo', payload: { key } }));
    for (const id of ids) await untilStatus(id, 'completed');
    const { created_at: from } = await job(ids[0]!);
    const seen: string[] = [];
    let path: string | undefined = `/jobs?app_id=${appId}&status=completed&from=${from}&limit=2`;
    while (path !== undefined) {
      const page: Awaited<ReturnType<typeof me.get>> = await me.get(path);
      expect(page.status).toBe(200);
      seen.push(...page.body.map(({ job_id }: { job_id: string }) => job_id));
      path = /<(.+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(seen.slice(0, 3)).toEqual(ids.toReversed());
    const second = await me.get(`/jobs?app_id=${appId}&limit=1&offset=1`);
    expect(second.body[0].job_id).toBe(ids[1]);
    expect(second.body[0]).not.toHaveProperty('result');
    const early = await me.get(`/jobs?app_id=${appId}&to=2001-01-01T00:00:00Z`);
    expect(early.body).toEqual([]);
  });

  it.each(['', 'app_id=x&cursor=y', 'status=done', 'from=yesterday', 'limit=0'])(
    'refuses %p',
    async (query) => {
      const path = query.includes('app_id') || query === '' ? query : `app_id=${appId}&${query}`;
      expect((await me.get(`/jobs?${path.replace('app_id=x', `app_id=${appId}`)}`)).status).toBe(
        400,
      );
    },
  );
});

describe('the queue of an app', () => {
  it('can be paused; its jobs wait, and those answered at once run', async () => {
    expect((await queue('pause')).body).toMatchObject({ paused: true, limit: 2 });
    const id = await accepted({ board_id: 'echo', payload: { key: 1 } });
    const sync = await submit({ board_id: 'echo', payload: { key: 2 }, mode: 'sync' });
    expect(sync.body).toMatchObject({ status: 'completed', result: 2 });
    const { body } = await queue();
    expect(body).toMatchObject({ paused: true, queued: 0, parked: 1, running: 0 });
    expect(body.oldest_queued_seconds).toBeGreaterThanOrEqual(0);
    expect((await job(id)).status).toBe('queued');
    expect((await queue('resume')).body.paused).toBe(false);
    await untilStatus(id, 'completed');
  });

  it('takes so many waiting jobs, and says when to come again', async () => {
    await queue('pause');
    const ids = [];
    for (let count = 0; count < 3; count++)
      ids.push(await accepted({ board_id: 'echo', payload: { key: 1 } }));
    const refused = await submit({ board_id: 'echo' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused.headers.get('ratelimit-policy')).toBe('"waiting-runs";q=3');
    expect(refused.headers.get('ratelimit')).toMatch(/^"waiting-runs";r=0;t=\d+$/);
    await queue('resume');
    for (const id of ids) await untilStatus(id, 'completed');
  });
});
