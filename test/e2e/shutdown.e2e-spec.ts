import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { insertBoard, waits } from '../setup/boards.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { startTcpProxy, type TcpProxy } from '../setup/tcp-proxy.js';
import { until } from '../setup/until.js';

describe.each(['api', 'worker'] as const)('the %s, told to stop', (role) => {
  let surroundings: Surroundings;
  let postgres: TcpProxy;
  let redis: TcpProxy;
  let running: RunningProcess | undefined;

  beforeEach(async () => {
    surroundings = await createSurroundings();
    await insertBoard(surroundings.database.url, 'app', 'short', waits(500));
    postgres = await startTcpProxy(surroundings.env['DATABASE_URL']!);
    redis = await startTcpProxy(surroundings.env['REDIS_URL']!);
  });
  afterEach(async () => {
    await running?.stop('SIGKILL');
    await postgres.close();
    await redis.close();
    await surroundings.database.drop();
  });

  async function start(env: Record<string, string> = {}): Promise<RunningProcess> {
    const urls = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
    running = await startProcess(role, { ...surroundings.env, ...urls, ...env });
    return running;
  }
  const statusOf = async (url: string) => (await fetch(url)).status;

  it('first says that it is not ready, still serves, and ends with code 0', async () => {
    const { url, process, exited } = await start({ SHUTDOWN_DELAY_MS: '1500' });
    process.kill('SIGTERM');
    await until(async () => (await statusOf(`${url}/health/ready`)) === 503);
    expect(await statusOf(`${url}/health/live`)).toBe(200);
    expect(await exited).toBe(0);
  });

  it.each(['postgres', 'redis'] as const)('ends although %s is away', async (dependency) => {
    const { process, exited, output } = await start({ SHUTDOWN_GRACE_MS: '1000' });
    (dependency === 'postgres' ? postgres : redis).cut();
    process.kill('SIGTERM');
    const code = await exited;
    expect({ code, output: output() }).toMatchObject({ code: 0 });
  });

  it('ends at once at the second signal', async () => {
    const { process, exited, url } = await start({ SHUTDOWN_DELAY_MS: '60000' });
    process.kill('SIGTERM');
    await until(async () => (await statusOf(`${url}/health/ready`)) === 503);
    process.kill('SIGTERM');
    expect(await exited).toBe(1);
  });

  if (role === 'api')
    it('answers the requests it has, and those that still come, and ends', async () => {
      const { url, process, exited } = await start({ SHUTDOWN_GRACE_MS: '10000' });
      const submit = () =>
        fetch(`${url}/jobs/submit`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ app_id: 'app', board_id: 'short', mode: 'sync' }),
        });
      const first = submit();
      await until(async () => {
        const { rows } = await query(`SELECT 1 FROM runs WHERE status = 'running'`);
        return rows.length > 0;
      });
      process.kill('SIGTERM');
      await until(async () => (await statusOf(`${url}/health/ready`)) === 503);
      const second = await submit();
      // Nobody is left to run it here: it is accepted and waits for a worker.
      expect(await second.json()).toMatchObject({
        status: expect.stringMatching(/queued|completed/),
      });
      expect(await (await first).json()).toMatchObject({ status: 'completed', result: 'done' });
      expect(await exited).toBe(0);
    });

  async function query(text: string): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: surroundings.database.url });
    await client.connect();
    return client.query(text).finally(() => client.end());
  }
});
