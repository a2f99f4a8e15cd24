import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { readConfig } from '../../src/config/config.js';
import { SecretValues } from '../../src/boards/secrets/secret-values.service.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Sql } from '../../src/database/sql.js';
import { RunQueue } from '../../src/execution/queue/run-queue.js';
import { RunTargets } from '../../src/execution/run-targets.service.js';
import { GivenValues } from '../../src/execution/given-values.service.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { RunsService } from '../../src/execution/runs.service.js';
import { CronClock } from '../../src/triggers/cron-clock.service.js';
import { CronScheduler } from '../../src/triggers/cron-scheduler.service.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { insertBoard, says } from '../setup/boards.js';
import { event } from '../setup/events.js';
import { until } from '../setup/until.js';

// Two schedulers on one database, and a clock that only moves when it is told to.

const MINUTE = 60_000;
const START = Date.parse('2026-05-05T00:00:00Z');

let surroundings: Surroundings;
let worker: RunningApp;
let dataSource: DataSource;
let sql: Sql;
/** The worker's own services, but no clock of its own and no tickets. */
let schedulers: CronScheduler[];

beforeAll(async () => {
  surroundings = await createSurroundings();
  await insertBoard(surroundings.database.url, 'app', 'b', says('hi'));
  worker = await startApp('worker', surroundings.env);
  const { app } = worker;
  await app.get(CronClock).beforeApplicationShutdown();
  dataSource = await new DataSource(dataSourceOptions(surroundings.database.url, 4)).initialize();
  sql = Sql.on(dataSource);
  const without = { add: () => undefined } as unknown as RunQueue;
  const secrets = new SecretValues(readConfig(surroundings.env, 'worker'));
  const targets = app.get(RunTargets, { strict: false });
  schedulers = [1, 2].map(
    () =>
      new CronScheduler(
        dataSource,
        sql,
        targets,
        new GivenValues(secrets),
        app.get(RunsService, { strict: false }),
        without,
        app.get(Metrics, { strict: false }),
      ),
  );
});
afterAll(async () => {
  await dataSource.destroy();
  await worker.close();
  await surroundings.database.drop();
});
beforeEach(async () => {
  await dataSource.query('DELETE FROM events');
  await dataSource.query('DELETE FROM runs');
});

async function schedule(id: string, expression: string, next: number, fields = {}, zone = 'UTC') {
  const content = { ...event({ event_type: 'cron', ...fields }), id, event_version: [0, 0, 0] };
  await dataSource.query('INSERT INTO events (app_id, id, content) VALUES ($1, $2, $3)', [
    'app',
    id,
    JSON.stringify(content),
  ]);
  await dataSource.query(
    `INSERT INTO triggers (app_id, event_id, kind, event_active, cron_expression, cron_timezone, next_at)
      VALUES ('app', $1, 'cron', true, $2, $3, $4)`,
    [id, expression, zone, new Date(next)],
  );
}
const runsOf = async (id: string) =>
  dataSource.query<{ at: string; source: string; status: string; id: string }[]>(
    `SELECT id, payload->>'scheduled_at' AS at, source, status FROM runs
      WHERE event_id = $1 ORDER BY created_at, id`,
    [id],
  );
const trigger = async (id: string) =>
  (await dataSource.query('SELECT * FROM triggers WHERE event_id = $1', [id]))[0];
/** Both schedulers at once, until neither finds anything. */
async function tick(now: number): Promise<void> {
  for (;;) {
    const taken = await Promise.all(schedulers.map((one) => one.takeDue(new Date(now))));
    if (taken.every((count) => count === 0)) return;
  }
}

describe('a day of schedules', () => {
  it('starts every tick once, in order, with two schedulers at it', async () => {
    await schedule('quarter', '*/15 * * * *', START);
    await schedule('hour', '0 * * * *', START);
    await schedule('berlin', '30 9 * * *', START + 7.5 * 60 * MINUTE, {}, 'Europe/Berlin');
    for (let minute = 0; minute < 24 * 60; minute += 5) await tick(START + minute * MINUTE + 137);
    const expected = (every: number) =>
      Array.from({ length: (24 * 60) / every }, (_, index) =>
        new Date(START + index * every * MINUTE).toISOString(),
      );
    expect((await runsOf('quarter')).map(({ at }) => at)).toEqual(expected(15));
    expect((await runsOf('hour')).map(({ at }) => at)).toEqual(expected(60));
    const [berlin, ...others] = await runsOf('berlin');
    expect([berlin, others]).toEqual([
      {
        id: expect.any(String),
        at: '2026-05-05T07:30:00.000Z',
        source: 'cron',
        status: expect.any(String),
      },
      [],
    ]);
    expect(await trigger('hour')).toMatchObject({
      next_at: new Date(START + 24 * 60 * MINUTE),
      last_at: new Date(START + 23 * 60 * MINUTE),
      skipped: '0',
    });
  });

  it('takes a tick once, even if it was to come again', async () => {
    await schedule('again', '0 * * * *', START);
    await tick(START);
    await dataSource.query('UPDATE triggers SET next_at = $1', [new Date(START)]);
    await tick(START);
    expect(await runsOf('again')).toHaveLength(1);
    expect((await trigger('again')).next_at).toEqual(new Date(START + 60 * MINUTE));
  });
});

describe('after an outage', () => {
  it('the newest tick runs, and the others are counted', async () => {
    await schedule('late', '0 * * * *', START);
    await tick(START + 5.5 * 60 * MINUTE);
    expect((await runsOf('late')).map(({ at }) => at)).toEqual(['2026-05-05T05:00:00.000Z']);
    expect(await trigger('late')).toMatchObject({
      skipped: '5',
      next_at: new Date(START + 6 * 60 * MINUTE),
    });
  });

  it('of more than a day none runs that is older', async () => {
    await schedule('monthly', '0 0 5 * *', START);
    await tick(START + 2 * 24 * 60 * MINUTE);
    expect(await runsOf('monthly')).toEqual([]);
    expect((await trigger('monthly')).next_at).toEqual(new Date('2026-06-05T00:00:00Z'));
  });

  it('of less than a minute all run', async () => {
    await schedule('short', '*/10 * * * * *', START);
    await tick(START + 45_000);
    expect(await runsOf('short')).toHaveLength(5);
  });
});

describe('a schedule', () => {
  it('whose event can not run says so, and goes on', async () => {
    await schedule('lost', '0 * * * *', START, { board_id: 'none' });
    await schedule('well', '0 * * * *', START);
    await tick(START);
    expect(await trigger('lost')).toMatchObject({
      last_error: expect.stringContaining('board'),
      next_at: new Date(START + 60 * MINUTE),
      last_run_id: null,
    });
    expect(await runsOf('well')).toHaveLength(1);
  });

  it('that is off, by itself or with its event, starts nothing', async () => {
    await schedule('off', '0 * * * *', START);
    await dataSource.query('UPDATE triggers SET enabled = false');
    await tick(START + MINUTE);
    await dataSource.query('UPDATE triggers SET enabled = true, event_active = false');
    await tick(START + MINUTE);
    expect(await runsOf('off')).toEqual([]);
  });

  it('has its run done although its worker died before the ticket', async () => {
    await schedule('orphan', '0 * * * *', START);
    await tick(START);
    // The schedulers make no tickets: the worker finds the row.
    const done = await until(
      async () => (await runsOf('orphan')).find(({ status }) => status === 'completed'),
      { within: 20_000 },
    );
    expect(done).toBeDefined();
  });
});
