import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { insertBoard, waits } from '../setup/boards.js';
import { JobsClient } from '../setup/jobs-client.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { until } from '../setup/until.js';

const BACKLOG = 500;

describe('apps take turns', () => {
  let surroundings: Surroundings;
  let running: RunningProcess[];
  let database: pg.Client;
  let jobs: JobsClient;

  beforeEach(async () => {
    surroundings = await createSurroundings();
    const { url } = surroundings.database;
    for (const app of ['many', 'one']) await insertBoard(url, app, 'board', waits(40));
    database = new pg.Client({ connectionString: url });
    await database.connect();
    running = [];
    jobs = new JobsClient((await start('api')).url);
  });
  afterEach(async () => {
    await Promise.all(running.map((process) => process.stop('SIGKILL')));
    await database.end();
    await surroundings.database.drop();
  });

  async function start(role: 'api' | 'worker') {
    const env = { LOG_LEVEL: 'warn', APP_CONCURRENCY: '8', RUN_CONCURRENCY: '8' };
    const started = await startProcess(role, { ...surroundings.env, ...env });
    running.push(started);
    return started;
  }
  const submit = (app_id: string) => jobs.submit({ app_id, board_id: 'board' });
  async function submitBacklog(): Promise<void> {
    await Promise.all(Array.from({ length: BACKLOG }, () => submit('many')));
  }
  async function countEnded(): Promise<number> {
    const { rows } = await database.query(
      `SELECT count(*)::int AS ended FROM runs WHERE app_id = 'many' AND status = 'completed'`,
    );
    return rows[0].ended;
  }

  it('so that one job of an app does not wait for the backlog of another one', async () => {
    await submitBacklog();
    await start('worker');
    await until(async () => (await countEnded()) > 0);
    const id = await submit('one');
    await jobs.untilFinal(id);
    // Ahead of it were those that had places, twice as many at most: submits at one moment don't see each other.
    expect(await countEnded()).toBeLessThan(BACKLOG / 2);
    await until(async () => (await countEnded()) === BACKLOG, { within: 20_000 });
  });

  it('and none is lost when workers are killed between two jobs', async () => {
    const first = await start('worker');
    await submitBacklog();
    await until(async () => (await countEnded()) > 50);
    await first.stop('SIGKILL');
    const second = await start('worker');
    const before = await countEnded();
    await until(async () => (await countEnded()) > before + 50, { within: 20_000 });
    await second.stop('SIGKILL');
    await start('worker');
    await until(async () => (await countEnded()) === BACKLOG, { within: 25_000 });
    const { rows } = await database.query(
      `SELECT count(*)::int AS open FROM runs WHERE status IN ('queued', 'running')`,
    );
    expect(rows[0].open).toBe(0);
  }, 60_000);
});
