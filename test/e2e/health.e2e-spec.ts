import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Lifecycle } from '../../src/common/lifecycle.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { startTcpProxy, type TcpProxy } from '../setup/tcp-proxy.js';
import { until } from '../setup/until.js';

const HEALTHY = { status: 'healthy', version: '0.1.0' };

describe.each(['api', 'worker'] as const)('health of the %s', (role) => {
  let surroundings: Surroundings;
  let postgres: TcpProxy;
  let redis: TcpProxy;
  let running: RunningApp;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    postgres = await startTcpProxy(surroundings.env['DATABASE_URL']!);
    redis = await startTcpProxy(surroundings.env['REDIS_URL']!);
    running = await startApp(role, {
      ...surroundings.env,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
    });
  });
  afterEach(async () => {
    postgres.restore();
    redis.restore();
    running.app.get(Lifecycle).phase = 'started';
    await until(async () => (await get('/health/ready')).status === 200, { within: 15_000 });
  });
  afterAll(async () => {
    await running.close();
    await postgres.close();
    await redis.close();
    await surroundings.database.drop();
  });

  async function get(path: string) {
    const answer = await fetch(running.url + path);
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }
  const checksOf = (body: unknown) => (body as { checks: Record<string, object> }).checks;

  it.each(['live', 'ready', 'startup'])('%s is healthy', async (probe) => {
    const { status, body, headers } = await get(`/health/${probe}`);
    expect([status, body]).toEqual([200, HEALTHY]);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('answers the two health routes of the API', async () => {
    expect((await get('/api/v1/health')).body).toEqual({ status: 'ok' });
    const { rtt } = (await get('/api/v1/health/db')).body as { rtt: number };
    expect(Number.isInteger(rtt)).toBe(true);
    expect((await get('/api/v1/version')).body).toEqual({ version: '0.1.0' });
  });

  it.each(['cut', 'stall'] as const)('is unready, but alive, while Postgres is %s', async (how) => {
    postgres[how]();
    const { status, body } = await get('/health/ready');
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: 'unhealthy', version: '0.1.0' });
    expect(checksOf(body)).toMatchObject({
      postgres: { status: 'down', reason: 'Postgres does not answer' },
      redis: { status: 'up' },
      lifecycle: { status: 'up' },
    });
    expect((await get('/health/live')).body).toEqual(HEALTHY);
    expect((await get('/api/v1/health')).status).toBe(200);
    const database = await get('/api/v1/health/db');
    expect(database.status).toBe(503);
    expect(database.body).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(database.headers.get('retry-after')).toBe('2');
  });

  it.each(['cut', 'stall'] as const)('is unready, but alive, while Redis is %s', async (how) => {
    redis[how]();
    const { status, body } = await get('/health/ready');
    expect(status).toBe(503);
    expect(checksOf(body)).toMatchObject({
      postgres: { status: 'up' },
      redis: { status: 'down', reason: 'Redis does not answer' },
    });
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/api/v1/health/db')).status).toBe(200);
  });

  it('is unready, but alive, while it drains', async () => {
    running.app.get(Lifecycle).phase = 'draining';
    const { status, body } = await get('/health/ready');
    expect(status).toBe(503);
    expect(checksOf(body)).toMatchObject({
      lifecycle: { status: 'down', reason: 'This process is shutting down' },
    });
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/health/startup')).status).toBe(200);
  });

  it('has not started before its start-up work is done', async () => {
    running.app.get(Lifecycle).phase = 'starting';
    const { status, body } = await get('/health/startup');
    expect(status).toBe(503);
    expect(checksOf(body)).toMatchObject({ lifecycle: { status: 'down' } });
    expect((await get('/health/live')).status).toBe(200);
  });
});
