import { readFileSync } from 'node:fs';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Metrics } from '../../src/metrics/metrics.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { insertBoard, says, waits } from '../setup/boards.js';
import { readScrape, type Scraped, serveScrapes, valueOf } from '../setup/scrape.js';
import { until } from '../setup/until.js';

describe('metrics', () => {
  let surroundings: Surroundings;
  let api: RunningApp;
  let worker: RunningApp;
  let ofApi: Scraped;
  let ofWorker: Scraped;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    await insertBoard(surroundings.database.url, 'app', 'b', says('hi'));
    const env = {
      ...surroundings.env,
      NODE_TIMES_EVERY: '1',
      APP_CONCURRENCY: '1',
      SHUTDOWN_GRACE_MS: '0',
    };
    api = await startApp('api', env);
    worker = await startApp('worker', env);
    ofApi = await serveScrapes(api);
    ofWorker = await serveScrapes(worker);
  });
  afterAll(async () => {
    ofApi.close();
    ofWorker.close();
    await api.close();
    await worker.close();
    await surroundings.database.drop();
  });

  const submit = (mode: string, app = 'app') =>
    fetch(`${api.url}/jobs/submit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ app_id: app, board_id: 'b', mode }),
    });
  const now = async (of: Scraped) => readScrape(await of.scrape());

  it('tell what the load did', async () => {
    const answers = await Promise.all(['async', 'async', 'sync'].map((mode) => submit(mode)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 200]);
    await Promise.all(answers.map((answer) => answer.text()));
    await (await fetch(`${api.url}/jobs/job-unknown`)).text();
    const completed = { status: 'completed', mode: 'async' };
    const runs = 'flow_like_run_duration_seconds_count';
    const worked = await until(async () => {
      const series = await now(ofWorker);
      return valueOf(series, runs, completed) === 2 ? series : undefined;
    });
    expect(valueOf(worked, 'flow_like_queue_wait_seconds_count', { queue: 'jobs' })).toBe(2);
    const text = await ofApi.scrape();
    expect(text).not.toContain('job-unknown');
    const series = readScrape(text);
    const requests = 'flow_like_http_request_duration_seconds_count';
    const submitted = { method: 'POST', route: '/jobs/submit', status: '201' };
    expect(valueOf(series, requests, submitted)).toBe(2);
    expect(valueOf(series, requests, { route: '/jobs/:job_id', status: '404' })).toBe(1);
    expect(valueOf(series, runs, { status: 'completed', mode: 'sync' })).toBe(1);
    for (const [node, times] of [
      ['events_simple', 2],
      ['events_generic_return_result', 2],
    ] as const)
      expect(valueOf(worked, 'flow_like_node_activations_total', { type: node })).toBe(times);
    const ready = { queue: 'jobs', state: 'ready', apps: 'open' };
    expect(valueOf(series, 'flow_like_queue_runs', ready)).toBe(0);
    expect(valueOf(series, 'flow_like_queue_tickets', { state: 'waiting' })).toBe(0);
    for (const dependency of ['postgres', 'redis'])
      expect(valueOf(series, 'flow_like_dependency_up', { dependency })).toBe(1);
    expect(valueOf(series, 'flow_like_postgres_size_bytes')).toBeGreaterThan(1e6);
    expect(valueOf(series, 'flow_like_redis_memory_bytes')).toBeGreaterThan(1e5);
    expect(valueOf(series, 'flow_like_scrape_failures_total')).toBeUndefined();
  });

  it('are not kept with a run that did not ask for it', async () => {
    const text = 'SELECT count(recorded)::integer AS kept, count(*)::integer AS runs FROM runs';
    expect((await surroundings.database.query(text))[0]).toEqual({ kept: 0, runs: 3 });
  });

  it('tell which runs wait, by the kind of their app', async () => {
    const { database } = surroundings;
    await insertBoard(database.url, 'paused', 'b', says('hi'));
    await insertBoard(database.url, 'full', 'b', waits(3_600_000));
    await database.query(`INSERT INTO app_queues VALUES ('paused', true)`);
    for (const app of ['paused', 'full', 'full', 'full'])
      expect((await submit('async', app)).status).toBe(201);
    const parked = { queue: 'jobs', state: 'parked' };
    const series = await until(
      async () => {
        const told = await now(ofApi);
        const isThere = valueOf(told, 'flow_like_queue_runs', { ...parked, apps: 'full' }) === 2;
        return isThere ? told : undefined;
      },
      { within: 15_000 },
    );
    expect(valueOf(series, 'flow_like_queue_runs', { ...parked, apps: 'paused' })).toBe(1);
    expect(valueOf(series, 'flow_like_queue_runs', { state: 'running' })).toBe(1);
    for (const apps of ['full', 'paused'])
      expect(
        valueOf(series, 'flow_like_queue_oldest_seconds', { ...parked, apps }),
      ).toBeGreaterThan(0);
  });

  it('have no series for what strangers make up', async () => {
    const paths = [
      '/x%00',
      '/jobs/../../etc',
      '/%ff',
      `/${'a'.repeat(5000)}`,
      '/made-up?a={b="c"}',
    ];
    for (const [number, path] of paths.entries())
      for (const method of ['GET', 'PROPFIND', 'M-SEARCH', 'OPTIONS', `MADE${number}UP`])
        await send(api.url, `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    const series = await now(ofApi);
    const routes = new Set(series.flatMap(({ labels: { method, route } }) => (route ? [`${method} ${route}`] : []))); // prettier-ignore
    const methods = new Set([...routes].map((route) => route.split(' ')[0]));
    expect([...methods].filter((method) => method!.startsWith('MADE'))).toEqual([]);
    for (const route of routes) expect(route).toMatch(/ (none|\*|\/jobs\/(submit|:job_id))$/);
  });

  it('are all that the port answers', async () => {
    const status = async (path: string, method = 'GET') =>
      (await fetch(ofApi.url + path, { method })).status;
    expect(await status('/')).toBe(404);
    expect(await status('/metrics', 'POST')).toBe(405);
    expect((await fetch(`${api.url}/metrics`)).status).toBe(404);
  });

  it('are listed in docs/metrics.md, all of them and no other', async () => {
    const told = await api.app.get(Metrics).describe();
    const ours = told
      .filter(({ name }) => name.startsWith('flow_like_'))
      .map(({ name, help, type }) => ({ name, help, type }));
    const page = readFileSync('docs/metrics.md', 'utf8');
    const listed = [...page.matchAll(/^\| `(flow_like_\w+)` +\| (\w+) +\| (.+?) +\|$/gm)];
    expect(listed.map(([, name, type, help]) => ({ name, help, type })).toSorted(byName)).toEqual(
      ours.toSorted(byName),
    );
  });
});

const byName = (a: { name?: string }, b: { name?: string }) => (a.name! < b.name! ? -1 : 1);

/** As it is, which `fetch` would not do. Resolves when the server has hung up. */
function send(url: string, request: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(request));
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}
