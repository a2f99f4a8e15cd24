import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v4 as uuid } from 'uuid';
import pg from 'pg';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { countQueries } from '../setup/count-queries.js';

let surroundings: Surroundings;
let api: RunningApp;
let owner: ApiClient;
let database: pg.Client;
let app: string;
let path: string;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', surroundings.env);
  const client = new ApiClient(api.url);
  owner = client.as((await client.register()).access_token);
  database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
  app = (await owner.post('/api/v1/apps', { name: 'Runs' })).body.id;
});
afterAll(async () => {
  await database.end();
  await api.close();
  await surroundings.database.drop();
});
beforeEach(async () => {
  const { body } = await owner.put(`/api/v1/apps/${app}/board/new`, { name: 'Board' });
  path = `/api/v1/apps/${app}/board/${body.id}/runs`;
});

const FIRST = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

interface Given {
  minute: number;
  node?: string;
  level?: number | null;
  version?: string;
  status?: string;
  payload?: string;
}

async function insertRun({
  minute,
  node = 'start',
  level = 1,
  version = '1.0.3',
  status = 'completed',
  payload = 'null',
}: Given): Promise<string> {
  const [id, began] = [uuid(), new Date(FIRST + minute * MINUTE)];
  const ended = status === 'running' ? null : new Date(began.getTime() + 1500);
  await database.query(
    `INSERT INTO runs (id, app_id, board_id, board_version, board_hash, start_node, mode, payload,
        status, attempt, log_level, created_at, started_at, completed_at)
      VALUES ($1, $2, $3, $4, 'hash', $5, 'async', $6, $7, 1, $8, $9, $9, $10)`,
    [id, app, path.split('/').at(-2), version, node, payload, status, level, began, ended],
  );
  return id;
}

const ids = async (query = '') => {
  const { status, body } = await owner.get(path + query);
  expect(status).toBe(200);
  return body.map((run: AnyJson) => run.run_id);
};

describe('the runs of a board', () => {
  it('are told in the ecosystem’s words, newest first, once they have ended', async () => {
    const older = await insertRun({ minute: 0, payload: '{"n": 1.0}', level: 3 });
    const newer = await insertRun({ minute: 1, version: 'draft', level: null });
    await insertRun({ minute: 2, status: 'running', level: null });
    const { body } = await owner.get(path);
    expect(body.map((run: AnyJson) => run.run_id)).toEqual([newer, older]);
    expect(body[1]).toEqual({
      app_id: app,
      run_id: older,
      board_id: path.split('/').at(-2),
      start: FIRST * 1000,
      end: (FIRST + 1500) * 1000,
      log_level: 3,
      version: 'v1-0-3',
      nodes: null,
      logs: null,
      node_id: 'start',
      event_version: null,
      event_id: '',
      payload: [...Buffer.from('{"n": 1.0}')],
      is_remote: true,
    });
    expect(body[0]).toMatchObject({ version: 'draft', log_level: 0 });
  });

  it('are cut down to a node, a time, a level and a page', async () => {
    const levels = [0, 1, 2, 3, 4];
    const runs: string[] = [];
    for (const level of levels)
      runs.push(await insertRun({ minute: level, level, node: level === 4 ? 'other' : 'start' }));
    const [debug, info, warn, error, fatal] = runs;
    expect(await ids('?node_id=other')).toEqual([fatal]);
    expect(await ids('?status=0')).toEqual([info, debug]);
    expect(await ids('?status=1')).toEqual([info]);
    expect(await ids('?status=3')).toEqual([error]);
    const [from, to] = [FIRST + MINUTE, FIRST + 2 * MINUTE];
    expect(await ids(`?from=${from}&to=${to}`)).toEqual([warn, info]);
    expect(await ids(`?from=${from}000&to=${to}000`)).toEqual([warn, info]);
    expect(await ids('?limit=2&offset=1')).toEqual([error, warn]);
    expect(await ids('?unknown=1&limit=1')).toEqual([fatal]);
    for (const bad of ['status=5', 'limit=0', 'limit=101', 'from=yesterday', 'offset=-1'])
      expect([bad, (await owner.get(`${path}?${bad}`)).status]).toEqual([bad, 400]);
  });

  it('come without payloads that are too long for a list', async () => {
    await insertRun({ minute: 0, payload: JSON.stringify('x'.repeat(16_383)) });
    const { body } = await owner.get(path);
    expect(body[0].payload).toEqual([]);
  });

  it('are unknown for a board that is unknown', async () => {
    expect(await ids()).toEqual([]);
    expect((await owner.get(`/api/v1/apps/${app}/board/nothing/runs`)).status).toBe(404);
  });

  it('take one query beside those that let the caller in', async () => {
    await insertRun({ minute: 0 });
    const letIn = await countQueries(() => owner.get(`/api/v1/apps/${app}/pages`));
    expect(await countQueries(() => owner.get(path))).toBe(letIn + 1);
  });
});
