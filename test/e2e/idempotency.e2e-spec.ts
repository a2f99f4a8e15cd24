import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { echo, waits } from '../setup/boards.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { SentEvents } from '../setup/sent-events.js';
import { until } from '../setup/until.js';

let surroundings: Surroundings;
let api: RunningApp;
let replica: RunningProcess;
let token: string;
let owner: ApiClient;
let atReplica: ApiClient;
let app: string;
let database: pg.Client;

beforeAll(async () => {
  surroundings = await createSurroundings();
  const env = { ...surroundings.env, JOBS_AUTH: 'required' };
  api = await startApp('api', env);
  replica = await startProcess('api', env);
  database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
  const client = new ApiClient(api.url);
  token = (await client.register()).access_token;
  owner = client.as(token);
  atReplica = new ApiClient(replica.url).as(token);
  app = (await owner.post('/api/v1/apps', { name: 'Once' })).body.id;
  for (const [id, board] of Object.entries({
    echo: echo(),
    slow: waits(1500),
    slower: waits(4000),
  }))
    await owner.put(`/api/v1/apps/${app}/board/${id}`, { ...(board.json() as object), name: id });
});
afterAll(async () => {
  await database.end();
  await replica.stop();
  await api.close();
  await surroundings.database.drop();
});

const keyed = (client: ApiClient, key: string) => client.with({ 'idempotency-key': key });
const runs = async (): Promise<number> =>
  Number((await database.query('SELECT count(*) FROM runs')).rows[0].count);
const run = (payload: unknown = { key: 1 }, board = 'echo') => ({
  app_id: app,
  board_id: board,
  payload,
});

describe('a request with an Idempotency-Key', () => {
  it.each([
    ['/api/v1/execution/run', () => run(), 200],
    ['/api/v1/execution/run', () => ({ ...run(), mode: 'async' }), 201],
    ['/jobs/submit', () => run(), 201],
    ['/jobs/submit', () => ({ ...run(), mode: 'sync' }), 200],
  ])('POST %s is carried out once, whichever replica it comes to', async (path, body, status) => {
    const [key, before] = [randomUUID(), await runs()];
    const first = await keyed(owner, key).post(path, body());
    expect([first.status, first.headers.get('idempotent-replay')]).toEqual([status, null]);
    for (const client of [owner, atReplica]) {
      const again = await keyed(client, key).post(path, body());
      expect([again.status, again.body]).toEqual([status, first.body]);
      expect(again.headers.get('idempotent-replay')).toBe('true');
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
    }
    expect(await runs()).toBe(before + 1);
    const other = await keyed(owner, randomUUID()).post(path, body());
    expect(other.body).not.toEqual(first.body);
  });

  it.each([['/api/v1/execution/{}/rerun'], ['/jobs/job-{}/rerun']])(
    'POST %s repeats a run once',
    async (place) => {
      const { id } = (await owner.post('/api/v1/execution/run', run())).body;
      const [key, before, path] = [randomUUID(), await runs(), place.replace('{}', id)];
      const first = await keyed(owner, key).post(path);
      expect(first.status).toBe(201);
      const again = await keyed(atReplica, key).post(path);
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(again.headers.get('idempotent-replay')).toBe('true');
      expect(await runs()).toBe(before + 1);
      const changed = await keyed(owner, key).post(path, { payload: { key: 2 } });
      expect([changed.status, await runs()]).toEqual([422, before + 1]);
    },
  );

  it('begins a job anew once', async () => {
    const { job_id: id } = (await owner.post('/jobs/submit', run())).body;
    expect((await owner.post(`/jobs/${id}/cancel`)).status).toBeLessThan(300);
    const [key, path] = [randomUUID(), `/jobs/${id}/retry`];
    const first = await keyed(owner, key).post(path);
    expect([first.status, first.body]).toEqual([200, { job_id: id, status: 'queued' }]);
    // Without the key it is refused: the job waits again.
    expect((await owner.post(path)).status).toBe(409);
    const again = await keyed(atReplica, key).post(path);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers.get('idempotent-replay')).toBe('true');
  });

  it('makes one app', async () => {
    const key = randomUUID();
    const make = () => keyed(owner, key).post('/api/v1/apps', { name: 'One' });
    const [first, second] = [await make(), await make()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('is refused while the first one is in work', async () => {
    const key = randomUUID();
    const first = keyed(owner, key).post('/api/v1/execution/run', run(null, 'slow'));
    let meanwhile = await keyed(atReplica, key).post('/api/v1/execution/run', run(null, 'slow'));
    // One of the two is first.
    if (meanwhile.status === 200) meanwhile = await first;
    expect(meanwhile.status).toBe(409);
    expect(meanwhile.headers.get('retry-after')).toBe('1');
    await first;
    const again = await keyed(owner, key).post('/api/v1/execution/run', run(null, 'slow'));
    expect([again.status, again.body.result]).toEqual([200, 'done']);
  });

  it('keeps its lease for as long as the first one is in work', async () => {
    const key = randomUUID();
    const first = keyed(owner, key).post('/api/v1/execution/run', run(null, 'slower'));
    const lease = async (): Promise<number> =>
      (
        await database.query(
          `SELECT EXTRACT(EPOCH FROM leased_until - now())::float8 AS seconds
            FROM idempotency_keys WHERE key = $1`,
          [key],
        )
      ).rows[0]?.seconds;
    await until(async () => (await lease()) !== undefined);
    await database.query('UPDATE idempotency_keys SET leased_until = now() WHERE key = $1', [key]);
    await until(async () => (await lease()) > 3);
    expect((await first).body.result).toBe('done');
  });

  it('is refused with another body', async () => {
    const key = randomUUID();
    await keyed(owner, key).post('/api/v1/execution/run', run());
    const other = await keyed(owner, key).post('/api/v1/execution/run', run({ key: 2 }));
    expect([other.status, other.body.code]).toEqual([422, 'UNPROCESSABLE_ENTITY']);
    expect(other.body.errors[0].path).toBe('Idempotency-Key');
  });

  it('may come again when it was refused: that did nothing', async () => {
    const key = randomUUID();
    const wrong = { ...run(), board_id: 'none' };
    expect((await keyed(owner, key).post('/api/v1/execution/run', wrong)).status).toBe(404);
    expect((await keyed(owner, key).post('/api/v1/execution/run', run())).status).toBe(200);
  });

  it.each([['x'.repeat(256)], ['\u00e4'], ['']])('needs a usable key (%#)', async (key) => {
    const { status, body } = await keyed(owner, key).post('/api/v1/execution/run', run());
    expect([status, body.errors?.[0].path]).toEqual([400, 'Idempotency-Key']);
  });

  it('takes all that is printable, and 255 of it', async () => {
    for (const key of ['a "b" c', 'k'.repeat(255)])
      expect((await keyed(owner, key).post('/api/v1/execution/run', run())).status).toBe(200);
  });

  it('is nobody else’s', async () => {
    const key = randomUUID();
    const first = await keyed(owner, key).post('/api/v1/apps', { name: 'Mine' });
    const client = new ApiClient(api.url);
    const other = client.as((await client.register()).access_token);
    const theirs = await keyed(other, key).post('/api/v1/apps', { name: 'Mine' });
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(first.body.id);
  });

  it('streams the same run again', async () => {
    const [key, before] = [randomUUID(), await runs()];
    const stream = async (url: string) =>
      SentEvents.open(`${url}/api/v1/execution/run`, {
        method: 'POST',
        body: run(),
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
      });
    const first = await (await stream(api.url)).rest();
    const opened = await stream(replica.url);
    expect(opened.answer.headers.get('idempotent-replay')).toBe('true');
    const second = await opened.rest();
    expect(second.map(({ id, event }) => [id, event])).toEqual(
      first.map(({ id, event }) => [id, event]),
    );
    expect(await runs()).toBe(before + 1);
  });

  it('is not run once more when its run has been removed meanwhile', async () => {
    const key = randomUUID();
    const stream = () =>
      keyed(owner, key).with({ accept: 'text/event-stream' }).post('/api/v1/execution/run', run());
    expect((await stream()).status).toBe(200);
    await database.query('DELETE FROM runs');
    const again = await stream();
    expect([again.status, again.body.code]).toEqual([410, 'GONE']);
    expect(await runs()).toBe(0);
  });

  it('of a process that died goes on with the same run', async () => {
    const key = randomUUID();
    const first = await keyed(owner, key).post('/jobs/submit', run());
    // As if it had died between its work and its answer, some time ago.
    await database.query(
      `UPDATE idempotency_keys SET status = NULL, body = NULL, leased_until = now() WHERE key = $1`,
      [key],
    );
    const before = await runs();
    const again = await keyed(atReplica, key).post('/jobs/submit', run());
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await runs()).toBe(before);
  });

  it('is new again after a day', async () => {
    const key = randomUUID();
    const first = await keyed(owner, key).post('/jobs/submit', run());
    await database.query(
      `UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = $1`,
      [key],
    );
    const again = await keyed(owner, key).post('/jobs/submit', run({ key: 'another' }));
    expect(again.status).toBe(201);
    expect(again.body.job_id).not.toBe(first.body.job_id);
  });
});
