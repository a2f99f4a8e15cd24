import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { ApiClient, type Tokens } from '../setup/api-client.js';
import { echo, insertBoard } from '../setup/boards.js';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;
let owner: Tokens;
let appId: string;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', { ...surroundings.env, JOBS_AUTH: 'required' });
  client = new ApiClient(api.url);
  owner = await client.register();
  const created = await client.as(owner.access_token).post('/api/v1/apps', { name: 'Echo' });
  appId = created.body.id;
  await insertBoard(surroundings.database.url, appId, 'echo', echo());
});

afterAll(async () => {
  await api.close();
  await surroundings.database.drop();
});

const submit = (as: ApiClient) =>
  as.post('/jobs/submit', { app_id: appId, board_id: 'echo', payload: { key: 7 }, mode: 'sync' });

async function join(user: Tokens, permissions: number): Promise<void> {
  const database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
  await database.query(
    `WITH role AS (INSERT INTO roles (id, app_id, name, permissions) VALUES ($1, $2, 'x', $3) RETURNING id)
      INSERT INTO memberships (id, app_id, user_id, role_id) SELECT $1, $2, $4, id FROM role`,
    [`role-${user.user.id}`, appId, permissions, user.user.id],
  );
  await database.end();
}

describe('jobs, where JOBS_AUTH is required', () => {
  it('are for those who may execute in the app', async () => {
    const done = await submit(client.as(owner.access_token));
    expect([done.status, done.body.result]).toEqual([200, 7]);
    const member = await client.register();
    await join(member, 8192);
    const own = await submit(client.as(member.access_token));
    expect(own.status).toBe(200);
    const statusOf = (method: string, path: string) =>
      client
        .as(member.access_token)
        .call(method, path)
        .then(({ status }) => status);
    expect(await statusOf('GET', `/jobs/${own.body.job_id}`)).toBe(200);
    expect(await statusOf('POST', `/jobs/${own.body.job_id}/cancel`)).toBe(409);
    // Those of others are not theirs to know of.
    expect(await statusOf('GET', `/jobs/${done.body.job_id}`)).toBe(404);
    expect(await statusOf('POST', `/jobs/${done.body.job_id}/cancel`)).toBe(404);
  });

  it('are refused without credentials, and without the permission', async () => {
    const { body } = await submit(client.as(owner.access_token));
    expect((await submit(client)).status).toBe(401);
    expect((await client.get(`/jobs/${body.job_id}`)).status).toBe(401);
    expect((await client.get('/jobs/job-01a20a52-92b9-7277-9243-b025636fb348')).status).toBe(401);
    const reader = await client.register();
    await join(reader, 256);
    expect((await submit(client.as(reader.access_token))).status).toBe(403);
    // Who looks after the boards may see how they run.
    expect((await client.as(reader.access_token).get(`/jobs/${body.job_id}`)).status).toBe(200);
    const cancel = `/jobs/${body.job_id}/cancel`;
    expect((await client.as(reader.access_token).post(cancel)).status).toBe(404);
  });

  it('of an app nobody told a stranger of are not there', async () => {
    const { body } = await submit(client.as(owner.access_token));
    const stranger = client.as((await client.register()).access_token);
    expect((await submit(stranger)).status).toBe(404);
    const unknown = 'job-01a20a52-92b9-7277-9243-b025636fb348';
    for (const [method, path] of [
      ['GET', (id: string) => `/jobs/${id}`],
      ['POST', (id: string) => `/jobs/${id}/cancel`],
    ] as const) {
      const hidden = await stranger.call(method, path(body.job_id));
      const missing = await stranger.call(method, path(unknown));
      expect([hidden.status, missing.status]).toEqual([404, 404]);
      expect(hidden.body.detail.replace(body.job_id, unknown)).toBe(missing.body.detail);
    }
  });

  it('take a token of a program, if it is good for that', async () => {
    const mine = client.as(owner.access_token);
    const token = async (scopes: string[]) =>
      (await mine.put('/api/v1/user/pat', { name: 'ci', scopes })).body.pat as string;
    expect((await submit(client.as(await token(['ExecuteEvents'])))).status).toBe(200);
    expect((await submit(client.as(await token(['ReadBoards'])))).status).toBe(403);
  });
});
