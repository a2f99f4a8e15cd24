import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Metrics } from '../../src/metrics/metrics.js';
import { portOf, serveMetrics } from '../../src/metrics/metrics-server.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { insertBoard, says } from '../setup/boards.js';
import { until } from '../setup/until.js';

let surroundings: Surroundings;
let api: RunningApp;
let worker: RunningApp;
const servers: Server[] = [];

async function scrapeable({ app }: RunningApp): Promise<string> {
  const server = await serveMetrics(app.get(Metrics), 0, '127.0.0.1');
  servers.push(server);
  return `http://127.0.0.1:${portOf(server)}`;
}
const scrape = async (url: string) => (await fetch(`${url}/metrics`)).text();

describe('metrics', () => {
  let ofApi: string;
  let ofWorker: string;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    await insertBoard(surroundings.database.url, 'app', 'b', says('hi'));
    api = await startApp('api', surroundings.env);
    worker = await startApp('worker', surroundings.env);
    ofApi = await scrapeable(api);
    ofWorker = await scrapeable(worker);
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await api.close();
    await worker.close();
    await surroundings.database.drop();
  });

  it('tell what the load did, by the pattern of the route', async () => {
    const submit = (mode: string) =>
      fetch(`${api.url}/jobs/submit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ app_id: 'app', board_id: 'b', mode }),
      });
    const answers = await Promise.all(['async', 'async', 'sync'].map(submit));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    await Promise.all(answers.map((answer) => answer.text()));
    await (await fetch(`${api.url}/jobs/job-unknown`)).text();
    await until(async () =>
      (await scrape(ofWorker)).includes(
        'flow_like_run_duration_seconds_count{status="completed",mode="async"} 2\n',
      ),
    );
    const text = await scrape(ofApi);
    expect(text).toContain(
      'flow_like_http_request_duration_seconds_count{method="POST",route="/jobs/submit",status="201"} 3\n',
    );
    expect(text).toMatch(/_count\{method="GET",route="\/jobs\/:\w+",status="404"\} 1\n/);
    expect(text).toContain(
      'flow_like_run_duration_seconds_count{status="completed",mode="sync"} 1\n',
    );
    for (const line of [
      'flow_like_queue_runs{state="ready"} 0',
      'flow_like_dependency_up{dependency="postgres"} 1',
      'flow_like_dependency_up{dependency="redis"} 1',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).not.toContain('job-unknown');
  });

  it('have no series for what strangers make up', async () => {
    const { hostname, port } = new URL(api.url);
    const paths = ['/x%00', '/jobs/x/../../etc', '/%ff', `/${'a'.repeat(5000)}`, '/made-up?a={b="c"}'];
    for (const [number, path] of paths.entries())
      for (const method of ['GET', 'PROPFIND', 'M-SEARCH', `MADE${number}UP`])
        await sendRaw(+port, hostname, `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    const routes = new Set(
      [...(await scrape(ofApi)).matchAll(/_count\{method="([^"]*)",route="([^"]*)"/g)].map(
        ([, method, route]) => `${method} ${route}`,
      ),
    );
    const known = new Set(Object.keys((api.app.get(Routes) as never) ?? {}));
    void known;
    for (const route of routes) expect(route).toMatch(/^[A-Z-]+ (none|\/[\w/:.*-]*)$/);
  });

  it('are all that the port answers', async () => {
    const status = async (path: string, method = 'GET') =>
      (await fetch(ofApi + path, { method })).status;
    expect(await status('/')).toBe(404);
    expect(await status('/metrics', 'POST')).toBe(405);
    expect((await fetch(`${api.url}/metrics`)).status).toBe(404);
  });

  it('are listed in docs/metrics.md, all of them and no other', async () => {
    const told = await api.app.get(Metrics).describe();
    const ours = told.filter(({ name }) => name.startsWith('flow_like_'));
    const page = readFileSync('docs/metrics.md', 'utf8');
    const listed = [...page.matchAll(/^\| `(flow_like_\w+)` +\| (\w+) +\| (.+?) +\|$/gm)];
    expect(listed.map(([, name, type, help]) => ({ name, help, type })).toSorted(byName)).toEqual(
      ours.toSorted(byName),
    );
  });
});

const byName = (a: { name?: string }, b: { name?: string }) => (a.name! < b.name! ? -1 : 1);
