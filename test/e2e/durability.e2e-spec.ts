import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { insertBoard, waits } from '../setup/boards.js';
import { JobsClient } from '../setup/jobs-client.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { startTcpProxy, type TcpProxy } from '../setup/tcp-proxy.js';
import { until } from '../setup/until.js';

// The promise of the contract: what was answered 201 reaches an end, whatever dies meanwhile. These tests
// kill real processes; what they wait for takes some seconds, as the server must first notice.
const NOTICED_WITHIN = 30_000;

describe('an accepted job', () => {
  let surroundings: Surroundings;
  let redis: TcpProxy;
  let running: RunningProcess[];
  let api: RunningProcess;
  let jobs: JobsClient;

  beforeEach(async () => {
    surroundings = await createSurroundings();
    const { url } = surroundings.database;
    await insertBoard(url, 'app', 'long', waits(60_000));
    await insertBoard(url, 'app', 'short', waits(700));
    redis = await startTcpProxy(surroundings.env['REDIS_URL']!);
    running = [];
    api = await start('api', { REDIS_URL: redis.url });
    jobs = new JobsClient(api.url);
  });
  afterEach(async () => {
    redis.restore();
    await Promise.all(running.map((process) => process.stop('SIGKILL')));
    await redis.close();
    await surroundings.database.drop();
  });

  async function start(role: 'api' | 'worker', env: Record<string, string> = {}) {
    const started = await startProcess(role, { ...surroundings.env, LOG_LEVEL: 'warn', ...env });
    running.push(started);
    return started;
  }
  const submit = (board_id: string) => jobs.submit({ app_id: 'app', board_id });
  const ended = { status: 'completed', result: 'done' };

  it('is done by another worker when its own is killed', async () => {
    const first = await start('worker');
    const id = await submit('short');
    await jobs.untilStatus(id, 'running');
    await first.stop('SIGKILL');
    await start('worker');
    expect(await jobs.untilFinal(id, NOTICED_WITHIN)).toMatchObject({ ...ended, attempts: 2 });
  });

  it('is handed over at once by a worker that is told to stop', async () => {
    const first = await start('worker', { SHUTDOWN_GRACE_MS: '100' });
    const id = await submit('long');
    await jobs.untilStatus(id, 'running');
    expect(await first.stop('SIGTERM')).toBe(0);
    expect(await jobs.get(id)).toMatchObject({ status: 'queued', attempts: 1 });
    await start('worker');
    await jobs.untilStatus(id, 'running', 3000);
    expect((await jobs.get(id)).attempts).toBe(2);
    expect(await jobs.cancel(id)).toBe(204);
    await jobs.untilStatus(id, 'cancelled', 1000);
  });

  it('is finished within the grace by a worker that is told to stop', async () => {
    const worker = await start('worker');
    const id = await submit('short');
    await jobs.untilStatus(id, 'running');
    expect(await worker.stop('SIGTERM')).toBe(0);
    expect(await jobs.get(id)).toMatchObject({ ...ended, attempts: 1 });
  });

  it('is not overwritten by a worker that stood still and was replaced', async () => {
    const first = await start('worker');
    const id = await submit('short');
    await jobs.untilStatus(id, 'running');
    first.process.kill('SIGSTOP');
    await start('worker');
    const job = await jobs.untilFinal(id, NOTICED_WITHIN);
    expect(job).toMatchObject({ ...ended, attempts: 2 });
    first.process.kill('SIGCONT');
    await until(() => first.output().includes('taken for dead'), { within: 5000 });
    expect(await jobs.get(id)).toEqual(job);
    // It goes on as a new worker.
    expect(await jobs.untilFinal(await submit('short'))).toMatchObject(ended);
  });

  it('is cancelled when the worker that had it died before it could be told', async () => {
    const first = await start('worker');
    const id = await submit('long');
    await jobs.untilStatus(id, 'running');
    await first.stop('SIGKILL');
    expect(await jobs.cancel(id)).toBe(204);
    await start('worker');
    await jobs.untilStatus(id, 'cancelled', NOTICED_WITHIN);
  });

  it('survives a Redis that forgets everything', async () => {
    const ids = [await submit('short'), await submit('short'), await submit('short')];
    const client = new Redis(surroundings.env['REDIS_URL']!);
    const keys = await client.keys(`${surroundings.env['QUEUE_PREFIX']}:*`);
    expect(keys.length).toBeGreaterThan(0);
    await client.del(...keys);
    client.disconnect();
    await start('worker');
    for (const id of ids) expect(await jobs.untilFinal(id, NOTICED_WITHIN)).toMatchObject(ended);
  });

  it('is done although only remains of its ticket are left', async () => {
    const prefix = `${surroundings.env['QUEUE_PREFIX']}:jobs`;
    const client = new Redis(surroundings.env['REDIS_URL']!);
    const [inNoList, inTheList] = [await submit('short'), await submit('short')];
    const keyOf = (id: string) => `${prefix}:${id.replace('job-', '')}.0`;
    await until(async () => (await client.exists(keyOf(inNoList), keyOf(inTheList))) === 2);
    await client.del(`${prefix}:wait`, keyOf(inNoList), keyOf(inTheList));
    // What Bull writes of a ticket that it works on, or gives up, when Redis has forgotten the ticket meanwhile.
    await client.hset(keyOf(inNoList), { processedOn: '1795567419234', attemptsMade: '1' });
    await client.lpush(`${prefix}:wait`, keyOf(inTheList).slice(prefix.length + 1));
    client.disconnect();
    await start('worker');
    for (const id of [inNoList, inTheList])
      expect(await jobs.untilFinal(id, NOTICED_WITHIN)).toMatchObject(ended);
  });

  it('is accepted while Redis is away, and done when it is back', async () => {
    await start('worker', { REDIS_URL: redis.url });
    redis.cut();
    const id = await submit('short');
    redis.restore();
    expect(await jobs.untilFinal(id, NOTICED_WITHIN)).toMatchObject({ ...ended, attempts: 1 });
    // The consumer did not silently stop: it takes fresh jobs as quickly as before.
    expect(await jobs.untilFinal(await submit('short'))).toMatchObject(ended);
  });

  it('is cancelled within a second while Redis is away', async () => {
    await start('worker', { REDIS_URL: redis.url });
    const id = await submit('long');
    await jobs.untilStatus(id, 'running');
    redis.cut();
    expect(await jobs.cancel(id)).toBe(204);
    await jobs.untilStatus(id, 'cancelled', 1000);
  });

  it('is done although the process that accepted it died before queueing it', async () => {
    const id = uuidv7();
    const client = new pg.Client({ connectionString: surroundings.database.url });
    await client.connect();
    await client.query(
      `INSERT INTO runs (id, app_id, board_id, board_version, board_hash, start_node, mode, status)
       VALUES ($1, 'app', 'short', 'draft', '', 'start', 'async', 'queued')`,
      [id],
    );
    await client.end();
    await start('worker');
    expect(await jobs.untilFinal(`job-${id}`, NOTICED_WITHIN)).toMatchObject(ended);
  });
});
