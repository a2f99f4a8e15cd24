import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { LocalServer } from '../../src/outward/local-server.testing.js';
import { ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { echo } from '../setup/boards.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { until } from '../setup/until.js';

let surroundings: Surroundings;
let env: Record<string, string>;
let api: RunningApp;
let worker: RunningProcess;
let owner: ApiClient;
let app: string;
let database: pg.Client;
let hook: LocalServer;
/** Null = never. */
let answer: number | null;

beforeAll(async () => {
  surroundings = await createSurroundings();
  env = { ...surroundings.env, JOBS_AUTH: 'required', OUTWARD_ALLOW: '127.0.0.1' };
  api = await startApp('api', env);
  worker = await startProcess('worker', env);
  const client = new ApiClient(api.url);
  owner = client.as((await client.register()).access_token);
  app = (await owner.post('/api/v1/apps', { name: 'Callbacks' })).body.id;
  await owner.put(`/api/v1/apps/${app}/board/b`, { ...(echo().json() as object), name: 'b' });
  database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
  hook = await LocalServer.start((_, response) => {
    if (answer !== null) response.writeHead(answer).end();
  });
});
afterAll(async () => {
  await worker.stop();
  await api.close();
  await hook.stop();
  await database.end();
  await surroundings.database.drop();
});

async function submit(): Promise<string> {
  const { body } = await owner.post('/jobs/submit', {
    app_id: app,
    board_id: 'b',
    payload: { key: 1 },
    callback_url: hook.url,
  });
  return body.job_id as string;
}
const callbackOf = async (id: string) => (await owner.get(`/jobs/${id}`)).body.callback;
/** As if the time until the next attempt had gone by. */
const makeDue = () =>
  database.query(`UPDATE callbacks SET due_at = now() WHERE status = 'waiting'`);
const namesSent = () => hook.received.map(({ headers }) => headers['webhook-id']);

describe('a callback', () => {
  it('is given up after ten attempts, and its caller sees that', async () => {
    answer = 500;
    const id = await submit();
    const callback = await until(
      async () => {
        await makeDue();
        const seen = await callbackOf(id);
        return seen?.status === 'failed' ? seen : undefined;
      },
      { within: 30_000 },
    );
    expect(callback).toEqual({ status: 'failed', attempts: 10, last_error: 'It answered 500' });
    expect(namesSent()).toHaveLength(10);
    expect(new Set(namesSent()).size).toBe(1);
    expect((await owner.get(`/jobs/${id}`)).body).toMatchObject({ status: 'completed', result: 1 });
  });

  it('that its worker died over is delivered by another one, under the same name', async () => {
    answer = null;
    hook.received.length = 0;
    const id = await submit();
    await until(() => hook.received.length === 1);
    await worker.stop('SIGKILL');
    expect(await callbackOf(id)).toEqual({ status: 'waiting', attempts: 1, last_error: null });
    answer = 204;
    await makeDue();
    worker = await startProcess('worker', env);
    const told = await until(async () => {
      const callback = await callbackOf(id);
      return callback?.status === 'delivered' ? callback : undefined;
    });
    expect(told).toEqual({ status: 'delivered', attempts: 2, last_error: null });
    const [first, second] = namesSent();
    expect([second, namesSent().length]).toEqual([first, 2]);
    expect(hook.received[1]!.body).toBe(hook.received[0]!.body);
  });
});
