import type { Config } from '../../src/config/config.js';
import { newRun, PHASES, RESULT } from '../setup/new-run.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { APP_PERMISSIONS } from '../../src/common/app-permission.js';
import { Sql, type PulseSql } from '../../src/database/sql.js';
import { RunsService } from '../../src/execution/runs.service.js';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { insertMember, insertRole } from '../setup/apps.js';
import { board, echo } from '../setup/boards.js';
import { countQueries } from '../setup/count-queries.js';

const { ReadLogs, ReadAnalytics, ExecuteEvents } = APP_PERMISSIONS;
const SECRET = 'correct horse battery';

/** Logs a secret, and formats it. */
const talks = () =>
  board()
    .variable('secret', SECRET, { secret: true })
    .variable('pin', '42', { secret: true })
    .node('start', 'events_simple')
    .node('get', 'variable_get', { var_ref: 'secret' })
    .pin('get.value_ref', 'Output', 'String')
    .node('short', 'variable_get', { var_ref: 'pin' })
    .pin('short.value_ref', 'Output', 'String')
    .node('first', 'log_warning', { toast: false })
    .node('second', 'log_info', { message: 'plain', toast: false })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'first.exec_in')
    .wire('get.value_ref', 'first.message')
    .wire('first.exec_out', 'second.exec_in')
    .wire('second.exec_out', 'end.exec_in')
    .wire('short.value_ref', 'end.response');

let surroundings: Surroundings;
let api: RunningApp;
let database: pg.Pool;
let owner: ApiClient;
let app: string;
let authorized: Record<string, string>;
const boards: Record<string, string> = {};
const people: Record<string, ApiClient> = {};

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', { ...surroundings.env, JOBS_AUTH: 'required' });
  database = new pg.Pool({ connectionString: surroundings.database.url, max: 4 });
  const client = new ApiClient(api.url);
  const { access_token: token } = await client.register();
  authorized = { authorization: `Bearer ${token}` };
  owner = client.as(token);
  app = (await owner.post('/api/v1/apps', { name: 'History' })).body.id;
  for (const [name, made] of Object.entries({ talks: talks(), echo: echo() })) {
    const path = `/api/v1/apps/${app}/board/${name}`;
    boards[name] = (
      await owner.put(path, { name, template: { ...made.json(), log_level: 'Info' } })
    ).body.id;
  }
  const bits = { reader: ReadLogs, starter: ExecuteEvents, analyst: ReadAnalytics, nobody: 0 };
  for (const [name, permissions] of Object.entries(bits)) {
    const person = await client.register();
    const role = await insertRole(database, app, permissions);
    await insertMember(database, app, person.user.id, role);
    people[name] = client.as(person.access_token);
  }
  const stranger = await client.register();
  people['stranger'] = client.as(stranger.access_token);
});
afterAll(async () => {
  await database.end();
  await api.close();
  await surroundings.database.drop();
});

const run = async (name: string, more: object = {}, by = owner) =>
  (await by.post('/api/v1/execution/run', { app_id: app, board_id: boards[name], ...more })).body;
const nextOf = ({ headers }: { headers: Headers }) =>
  /^<(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];

/** A run that has ended, with a log of so many lines, every tenth of which is a warning. */
async function insertLog(lines: number, message = 'line'): Promise<string> {
  const sql = new Sql(database);
  const config = { runs: { perApp: 10, waitingPerApp: 100 } } as Config;
  const run = newRun({
    board: { appId: app, boardId: boards['echo']!, version: 'draft', hash: 'h' },
  });
  await new RunsService(sql, sql as PulseSql, config).createEnded({
    run,
    result: {
      ...RESULT,
      logLevel: 'Warn',
      logs: Array.from({ length: lines }, (_, index) => ({
        time: 1_764_000_000_000 + index,
        level: index % 10 === 9 ? ('Warn' as const) : ('Info' as const),
        nodeId: 'node',
        message: `${message} ${index}`,
      })),
      nodes: [['node', 'Warn']],
    },
    events: [],
    phases: PHASES,
    created: Date.now(),
    started: Date.now(),
    completed: Date.now(),
  });
  return run.id;
}

describe('the log of a run', () => {
  const editorPath = (id: string, more = '') =>
    `/api/v1/apps/${app}/board/${boards['echo']}/logs?run_id=${id}${more}`;

  it('comes in the ecosystem’s form, page by page until it is over', async () => {
    const { id } = await run('talks');
    const path = `/api/v1/apps/${app}/board/${boards['talks']}/logs?run_id=${id}`;
    const { body } = await owner.get(path);
    expect(body).toHaveLength(2);
    expect(body[0]).toEqual({
      message: expect.stringContaining('•••'),
      operation_id: null,
      node_id: 'first',
      log_level: 'Warn',
      stats: { token_in: null, token_out: null, bit_ids: null },
      start: { secs_since_epoch: expect.any(Number), nanos_since_epoch: expect.any(Number) },
      end: expect.any(Object),
    });
    expect(JSON.stringify(body)).not.toContain(SECRET);
    const query = encodeURIComponent(`(log_level IN (0, 1)) AND (message LIKE '%plain%')`);
    const found = (await owner.get(`${path}&query=${query}`)).body;
    expect(found.map((line: AnyJson) => line.node_id)).toEqual(['second']);
    expect((await owner.get(`${path}&offset=2`)).body).toEqual([]);
    expect((await owner.get(`${path}&query=`)).body).toHaveLength(2);
    const [summary] = (await owner.get(path.replace('/logs', '/runs'))).body;
    expect(summary).toMatchObject({ run_id: id, logs: 2 });
    expect(summary.nodes).toContainEqual(['first', 2]);
  });

  it('may have 100,000 lines', async () => {
    const id = await insertLog(100_000);
    const at = async (more: string) =>
      (await owner.get(editorPath(id, more))).body.map((line: AnyJson) => line.message);
    expect(await at('&offset=99995')).toEqual([5, 6, 7, 8, 9].map((n) => `line 9999${n}`));
    expect(await at('&offset=995&limit=10')).toHaveLength(10);
    expect(await at('&offset=100000')).toEqual([]);
    const query = encodeURIComponent(`message LIKE '%9999%'`);
    expect(await at(`&query=${query}&offset=8&limit=3`)).toEqual([
      'line 89999',
      'line 99990',
      'line 99991',
    ]);
    const pieces = await database.query('SELECT count(*)::integer AS n FROM run_logs WHERE run_id = $1', [id]); // prettier-ignore
    expect(pieces.rows[0].n).toBe(100);
    const letIn = await countQueries(() => owner.get(`/api/v1/apps/${app}/pages`));
    const page = () => owner.get(editorPath(id, '&offset=50000'));
    expect(await countQueries(page)).toBe(letIn + 2);
  });

  it('is cut by what it says, too', async () => {
    const id = await insertLog(20, 'x'.repeat(100_000));
    const { rows } = await database.query('SELECT first FROM run_logs WHERE run_id = $1', [id]);
    expect(rows).toHaveLength(10);
    const { body } = await owner.get(`/api/v1/execution/${id}/logs?limit=3&cursor=3`);
    expect(body.map(({ message }: AnyJson) => message.slice(-2))).toEqual([' 3', ' 4', ' 5']);
  });

  it('is read on by cursors, from a level on and by a query', async () => {
    const id = await insertLog(2500);
    const first = await people['reader']!.get(`/api/v1/execution/${id}/logs?level=warn&limit=200`);
    expect(first.body[0]).toEqual({
      time: '2025-11-24T16:00:00.009Z',
      level: 'Warn',
      node_id: 'node',
      message: 'line 9',
    });
    const second = await people['reader']!.get(nextOf(first)!);
    expect(second.body).toHaveLength(50);
    expect(nextOf(second)).toBeUndefined();
    const query = encodeURIComponent(`message ILIKE 'LINE 12_4'`);
    const found = await owner.get(`/api/v1/execution/${id}/logs?query=${query}`);
    expect(found.body).toHaveLength(10);
    expect((await owner.get(`/api/v1/execution/${id}/logs?attempt=2`)).body).toEqual([]);
  });

  it('refuses what it can’t read, by name', async () => {
    const id = await insertLog(1);
    const bad = encodeURIComponent(`message = 'x' OR 1=1`);
    for (const path of [
      editorPath(id, `&query=${bad}`),
      `/api/v1/execution/${id}/logs?query=${bad}`,
    ]) {
      const { status, body } = await owner.get(path);
      expect([status, body.errors[0].message]).toEqual([400, expect.stringMatching(/^at character 18: /)]); // prettier-ignore
    }
    for (const more of ['level=loud', 'limit=1001', 'cursor=-1', 'attempt=0', 'other=1'])
      expect([more, (await owner.get(`/api/v1/execution/${id}/logs?${more}`)).status]).toEqual([more, 400]); // prettier-ignore
    for (const unknown of ['nothing', uuidv7(), '%27%20OR%201=1--'])
      expect((await owner.get(editorPath(unknown))).status).toBe(404);
    expect((await owner.get(editorPath('%00'))).status).toBe(400);
    const nameless = await owner.get(editorPath('').replace('run_id=', ''));
    expect([nameless.status, nameless.body.errors[0].path]).toEqual([400, 'run_id']);
    const elsewhere = `/api/v1/apps/${app}/board/${boards['talks']}/logs?run_id=${id}`;
    expect((await owner.get(elsewhere)).status).toBe(404);
  });

  it('is not for those who only started the run', async () => {
    const { id } = await run('talks', {}, people['starter']);
    for (const part of ['logs', 'nodes']) {
      const path = `/api/v1/execution/${id}/${part}`;
      const answers = ['starter', 'reader', 'nobody', 'stranger'].map(
        async (name) => [name, (await people[name]!.get(path)).status] as const,
      );
      expect(Object.fromEntries(await Promise.all(answers))).toEqual({
        starter: 403,
        reader: 200,
        nobody: 404,
        stranger: 404,
      });
    }
  });
});

describe('the nodes of a run', () => {
  const nodesOf = async (id: string) => (await owner.get(`/api/v1/execution/${id}/nodes`)).body;

  it('are known by name only when nothing was recorded', async () => {
    const nodes = await nodesOf((await run('talks')).id);
    expect(nodes).toContainEqual({
      node_id: 'first',
      name: null,
      activations: null,
      total_ms: null,
      first_start: null,
      level: 2,
    });
  });

  it('are timed, longest first', async () => {
    const nodes = await nodesOf((await run('talks', { record: 'timing' })).id);
    expect(nodes).toContainEqual({
      node_id: 'first',
      name: expect.any(String),
      activations: 1,
      total_ms: expect.any(Number),
      first_start: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 2,
    });
    const times = nodes.map((node: AnyJson) => node.total_ms);
    expect(times).toEqual(times.toSorted((left: number, right: number) => right - left));
  });

  it('tell what they got and gave, but no secret', async () => {
    const { id } = await run('talks', { record: 'values' });
    const nodes = await nodesOf(id);
    const sampleOf = (node: string) =>
      nodes.find(({ node_id }: AnyJson) => node_id === node).samples[0];
    expect(sampleOf('second').inputs).toMatchObject({ message: 'plain' });
    expect(sampleOf('first').inputs.message).toBe('••••••');
    expect(sampleOf('get').outputs).toEqual({ value_ref: '••••••' });
    expect(sampleOf('end').inputs).toMatchObject({ response: '••••••' }); // too short to be found in texts
    const { rows } = await database.query('SELECT recorded::text AS t FROM runs WHERE id = $1', [id]); // prettier-ignore
    expect(rows[0].t).not.toContain(SECRET);
    expect(rows[0].t).not.toContain('"42"');
  });

  it('keep 1.0 apart from 1 and cut what is long', async () => {
    const answer = await fetch(`${api.url}/api/v1/execution/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorized },
      body: `{"app_id":"${app}","board_id":"${boards['echo']}","record":"values","payload":{"key":[1.0,"${'x'.repeat(5000)}",[[[[[[[]]]]]]]]}}`,
    });
    const { id } = (await answer.json()) as { id: string };
    const text = await (
      await fetch(`${api.url}/api/v1/execution/${id}/nodes`, { headers: authorized })
    ).text();
    expect(text).toContain('[1.0,"xxx');
    expect(text).toMatch(/x…"/);
    expect(text.length).toBeLessThan(10_000);
  });

  it('are asked for at every door', async () => {
    const path = `/api/v1/apps/${app}/board/${boards['talks']}/invoke`;
    const stream = await fetch(`${api.url}${path}?record=timing`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorized },
      body: '{"node_id":"start"}',
    });
    await stream.text();
    const job = await owner.post('/jobs/submit', {
      app_id: app,
      board_id: boards['talks'],
      mode: 'sync',
      record: 'timing',
    });
    expect(job.status).toBe(200);
    const { rows } = await database.query(
      `SELECT count(*)::integer AS n FROM runs WHERE record = 'timing' AND recorded IS NOT NULL AND source IN ('job', 'board')`,
    );
    expect(rows[0].n).toBe(2);
    const bad = await owner.post('/api/v1/execution/run', { app_id: app, board_id: boards['echo'], record: 'all' }); // prettier-ignore
    expect([bad.status, bad.body.errors[0].path]).toEqual([400, 'record']);
  });
});

describe('the list of runs', () => {
  const list = async (query: string, by = owner) => {
    const answer = await by.get(`/api/v1/execution${query}`);
    expect([query, answer.status]).toEqual([query, 200]);
    return answer;
  };

  it('shows everything to those who read boards, and to others what they started', async () => {
    const mine = await run('echo', { payload: { key: 1 } }, people['starter']);
    const all = (await list(`?app_id=${app}&limit=100`)).body;
    expect(all[0]).toMatchObject({ id: mine.id, source: 'run', status: 'completed' });
    expect(all[0]).not.toHaveProperty('result');
    const own = (await list('', people['starter'])).body;
    expect(own.length).toBeGreaterThan(0);
    for (const { started_by } of own) expect(started_by).toBe(all[0].started_by);
    for (const name of ['reader', 'nobody', 'stranger'])
      expect((await list('', people[name])).body).toEqual([]);
    expect((await people['stranger']!.get(`/api/v1/execution?app_id=${app}`)).status).toBe(404);
    const ofOwner = (await list('?started_by=me&limit=100')).body;
    expect(ofOwner.map(({ id }: AnyJson) => id)).not.toContain(mine.id);
  });

  it('is filtered, and read on without gaps', async () => {
    const all = (await list('?limit=100')).body.map(({ id }: AnyJson) => id);
    const found: string[] = [];
    for (let next: string | undefined = '/api/v1/execution?limit=3'; next !== undefined;) {
      const page = await owner.get(next);
      found.push(...page.body.map(({ id }: AnyJson) => id));
      next = nextOf(page);
    }
    expect(found).toEqual(all);
    const jobs = (await list('?source=job&limit=100')).body;
    expect(new Set(jobs.map(({ source }: AnyJson) => source))).toEqual(new Set(['job']));
    expect((await list(`?board_id=${boards['talks']}&limit=100`)).body.length).toBeGreaterThan(3);
    for (const none of [
      'status=failed',
      'event_id=none',
      'to=2020-01-01',
      'from=2100-01-01T00:00:00Z',
    ])
      expect((await list(`?${none}`)).body).toEqual([]);
    expect((await list('?from=2020-01-01&to=2100-01-01')).body.length).toBeGreaterThan(3);
    for (const bad of [
      'status=done',
      'source=x',
      'from=yesterday',
      'to=2026-13-01',
      'started_by=you',
      'cursor=x',
      'cursor=1.x',
      'limit=101',
      'x=1',
    ])
      // prettier-ignore
      expect([bad, (await owner.get(`/api/v1/execution?${bad}`)).status]).toEqual([bad, 400]);
  });

  it('takes as many queries for one app as for many', async () => {
    const letIn = await countQueries(() => owner.get('/api/v1/usage/llm'));
    expect(await countQueries(() => owner.get('/api/v1/execution'))).toBe(letIn + 2);
    await owner.post('/api/v1/apps', { name: 'Another' });
    expect(await countQueries(() => owner.get('/api/v1/execution'))).toBe(letIn + 2);
  });
});

describe('usage', () => {
  it('is told to everybody of their own runs, those that were removed included', async () => {
    const starter = people['starter']!;
    const before = (await starter.get('/api/v1/usage/summary')).body;
    expect(before).toMatchObject({ apps: 1, failed_executions: 0, total_llm_invocations: 0 });
    const startedBy = (await starter.get('/api/v1/execution')).body[0].started_by;
    await database.query(
      `INSERT INTO run_usage VALUES ($1, '2020-02-03', $2, 'failed', 7, 1500, 0), ($1, '2020-02-03', 'user:x', 'failed', 9, 0, 0)`,
      [app, startedBy],
    );
    const after = (await starter.get('/api/v1/usage/summary')).body;
    expect(after.total_executions).toBe(before.total_executions + 7);
    const { body } = await starter.get(`/api/v1/usage/executions?app_id=${app}&page=2&page_size=1`);
    expect(body).toEqual({
      items: [
        { app_id: app, day: '2020-02-03', runs: 7, failed: 7, node_seconds: 1.5, io_seconds: 0 },
      ],
      total: 2,
      page: 2,
      page_size: 1,
    });
    expect((await starter.get('/api/v1/usage/executions?app_id=other')).body.total).toBe(0);
    for (const none of ['llm', 'embeddings'])
      expect((await starter.get(`/api/v1/usage/${none}`)).body).toEqual({ items: [], total: 0, page: 1, page_size: 20 }); // prettier-ignore
  });

  it('of an app is told to its analysts, by day and end', async () => {
    const path = `/api/v1/apps/${app}/usage`;
    const { body } = await people['analyst']!.get(`${path}?from=2020-02-01&to=2020-02-28`);
    expect(body).toEqual([
      { day: '2020-02-03', status: 'failed', runs: 16, node_seconds: 1.5, io_seconds: 0 },
    ]);
    const [today] = (await people['analyst']!.get(path)).body;
    expect(today).toMatchObject({
      day: new Date().toISOString().slice(0, 10),
      status: 'completed',
    });
    expect((await people['reader']!.get(path)).status).toBe(403);
    for (const bad of [
      'from=2020-02-30',
      'to=x',
      'from=2019-01-01&to=2020-12-31',
      'from=2020-02-02&to=2020-02-01',
    ])
      // prettier-ignore
      expect([bad, (await people['analyst']!.get(`${path}?${bad}`)).status]).toEqual([bad, 400]);
  });
});
