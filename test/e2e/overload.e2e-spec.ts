import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { echo, insertBoard, waits } from '../setup/boards.js';
import { startTcpProxy, type TcpProxy } from '../setup/tcp-proxy.js';
import { until } from '../setup/until.js';

const PLACES = 3;

describe('an api process with as much in work as it takes', () => {
  let surroundings: Surroundings;
  let postgres: TcpProxy;
  let api: RunningApp;
  let client: pg.Client;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    await insertBoard(surroundings.database.url, 'app', 'echo', echo());
    await insertBoard(surroundings.database.url, 'app', 'long', waits(60_000));
    client = new pg.Client({ connectionString: surroundings.database.url });
    await client.connect();
    postgres = await startTcpProxy(surroundings.env['DATABASE_URL']!);
    api = await startApp('api', {
      ...surroundings.env,
      DATABASE_URL: postgres.url,
      REQUESTS_AT_ONCE: `${PLACES}`,
      SYNC_RUNS: '2',
    });
  });
  afterAll(async () => {
    postgres.restore();
    await client.end();
    await api.close();
    await postgres.close();
    await surroundings.database.drop();
  });

  const submit = (init: RequestInit = {}, more: object = {}) =>
    fetch(`${api.url}/jobs/submit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ app_id: 'app', board_id: 'echo', payload: {}, ...more }),
      ...init,
    });
  /** A route that needs neither Postgres nor Redis, and a place like any other. */
  const statusOf = async (path = '/api/v1/version') =>
    (await fetch(api.url + path, { signal: AbortSignal.timeout(400) })).status;
  /** Every place is taken by a request that Postgres does not answer, and so many more are in the line. */
  async function fill(init: RequestInit = {}, inLine = 1): Promise<Promise<Response>[]> {
    postgres.stall();
    const held = Array.from({ length: PLACES + inLine }, () => submit(init));
    for (const answer of held) answer.catch(() => undefined);
    // Who asks whether the line is late already stands in it until then, and leaves it.
    await until(async () => (await statusOf().catch(() => 0)) === 503, { within: 10_000 });
    return held;
  }
  const countRuns = async () =>
    (await client.query<{ count: number }>('SELECT count(*)::integer FROM runs')).rows[0]!.count;
  async function untilFree(): Promise<void> {
    postgres.restore();
    await until(async () => (await statusOf().catch(() => 0)) === 200);
  }

  it('refuses one more and says when to come again, answers probes, and goes on as before', async () => {
    const held = await fill();
    const refused = await submit({
      headers: { origin: 'https://app.example.com' },
      body: 'no JSON',
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^[123]$/);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(await refused.json()).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      status: 503,
      instance: '/jobs/submit',
      request_id: refused.headers.get('x-request-id'),
    });
    expect(await statusOf('/nowhere')).toBe(503);
    expect(await statusOf('/health/live')).toBe(200);
    const ready = await fetch(`${api.url}/health/ready`);
    expect(await ready.json()).toMatchObject({ checks: { redis: { status: 'up' } } });
    expect(await statusOf('/api/v1/health')).toBe(200);
    postgres.restore();
    for (const answer of await Promise.all(held)) expect(answer.status).toBe(201);
    expect((await submit()).status).toBe(201);
    expect(await statusOf('/nowhere')).toBe(404);
  });

  it('works for clients that go when it has begun, and not for those who go before', async () => {
    const before = await countRuns();
    const gone = new AbortController();
    const held = await fill({ signal: gone.signal }, 5);
    gone.abort();
    await Promise.allSettled(held);
    expect(await statusOf()).toBe(503);
    await untilFree();
    await until(async () => (await countRuns()) === before + PLACES);
    // None of the places stayed taken.
    const again = await fill();
    postgres.restore();
    for (const answer of await Promise.all(again)) expect(answer.status).toBe(201);
    expect(await countRuns()).toBe(before + 2 * PLACES + 1);
  });

  it('has places for others while clients wait for their runs', async () => {
    const waiting: Promise<Response>[] = [];
    const submitted = async () =>
      (await client.query<{ id: string }>("SELECT id FROM runs WHERE board_id = 'long'")).rows;
    // More than are executed here: the others wait for a worker.
    for (let number = 1; number <= 2 * PLACES; number++) {
      waiting.push(submit({}, { board_id: 'long', mode: 'sync' }));
      await until(async () => (await submitted()).length === number);
    }
    expect(await statusOf()).toBe(200);
    for (const { id } of await submitted())
      await fetch(`${api.url}/jobs/job-${id}/cancel`, { method: 'POST' });
    for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(200);
    const held = await fill();
    postgres.restore();
    for (const answer of await Promise.all(held)) expect(answer.status).toBe(201);
  });

  it('takes a burst of many times as many', async () => {
    const answers = await Promise.all(Array.from({ length: 15 * PLACES }, () => submit()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('has places for others while clients are slow to send', async () => {
    const { port, hostname } = new URL(api.url);
    const head = 'POST /jobs/submit HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    const slow = Array.from({ length: 2 * PLACES }, () => net.connect(Number(port), hostname));
    for (const socket of slow) socket.write(`${head}content-length: 100\r\n\r\n{"app_id":`);
    await until(() => slow.every(({ bytesWritten }) => bytesWritten > head.length));
    expect(await statusOf()).toBe(200);
    for (const socket of slow) socket.destroy();
    expect((await submit()).status).toBe(201);
  });
});
