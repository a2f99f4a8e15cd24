import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { LimitError } from '../../src/common/errors.js';
import type { Config } from '../../src/config/config.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { type PulseSql, Sql } from '../../src/database/sql.js';
import type { NewRun } from '../../src/execution/run.js';
import { RunsService } from '../../src/execution/runs.service.js';
import { insertBoard, says } from '../setup/boards.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { newRun, PHASES, RESULT, RUN } from '../setup/new-run.js';

const CONFIG = { runs: { perApp: 2, waitingPerApp: 3 } } as Config;
const OUTAGE = { ...RESULT, status: 'failed', error: 'gone', isOutage: true } as const;
const of = (appId: string) => ({ board: { ...RUN.board, appId } });

describe('the places of an app', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let runs: RunsService;
  let worker: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    for (const app of ['app', 'other']) await insertBoard(database.url, app, 'board', says('x'));
    dataSource = await new DataSource(dataSourceOptions(database.url, 5)).initialize();
    const sql = Sql.on(dataSource);
    runs = new RunsService(sql, sql as PulseSql, CONFIG);
    worker = uuidv7();
    await runs.registerWorker(worker);
  });
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** Creates runs one after the other; answers which of them got a ticket. */
  async function create(...changes: Partial<NewRun>[]) {
    const made = changes.map((change) => newRun(change));
    const ticketed: boolean[] = [];
    for (const run of made) ticketed.push((await runs.createQueued(run)) !== undefined);
    return { ids: made.map(({ id }) => id), ticketed };
  }
  const finish = async (id: string, result = RESULT) =>
    runs.finish((await runs.claim(id, worker))!, result, PHASES);
  const pause = (paused: boolean) =>
    dataSource.query(
      `INSERT INTO app_queues VALUES ('app', $1) ON CONFLICT (app_id) DO UPDATE SET paused = $1`,
      [paused],
    );
  const makeDue = (id: string) =>
    dataSource.query(`UPDATE runs SET due_at = now() - interval '1 minute' WHERE id = $1`, [id]);
  const callbacks = (): Promise<{ run_id: string; run_status: string }[]> =>
    dataSource.query('SELECT run_id, run_status FROM callbacks ORDER BY created_at');

  it('are taken first come first served, app by app; who comes later is parked', async () => {
    expect((await create({}, {}, {}, of('other'))).ticketed).toEqual([true, true, false, true]);
  });

  it('are counted within one statement, too', async () => {
    const queued = await Promise.all([1, 2, 3, 4].map(() => runs.createQueued(newRun())));
    expect(queued.filter((run) => run !== undefined)).toHaveLength(2);
  });

  it('go on to the most urgent parked run at the end of one, then to the oldest', async () => {
    const { ids } = await create({}, {}, {}, { priority: -1 }, { priority: 2 });
    const [first, second, usual, late, urgent] = ids as [string, string, string, string, string];
    expect((await finish(first))?.next).toMatchObject([{ id: urgent, priority: 2, delayMs: 0 }]);
    expect((await finish(second))?.next).toMatchObject([{ id: usual }]);
    expect((await finish(urgent))?.next).toMatchObject([{ id: late }]);
    expect((await finish(late))?.next).toEqual([]);
  });

  it('are not given to a ticket that a parked run should not have, unless one is free', async () => {
    const { ids } = await create({}, {}, {});
    expect(await runs.claim(ids[2]!, worker)).toBeUndefined();
    await runs.requestCancel(ids[0]!);
    expect(await runs.claim(ids[2]!, worker)).toMatchObject({ attempt: 1 });
  });

  it('are filled where somebody died before passing one on', async () => {
    const { ids } = await create({}, {}, {}, of('other'), of('other'), of('other'));
    await dataSource.query(`UPDATE runs SET status = 'cancelled' WHERE id = ANY($1::uuid[])`, [
      [ids[0], ids[3]],
    ]);
    const filled = await runs.unpark();
    expect(filled.map(({ id }) => id).toSorted()).toEqual([ids[2], ids[5]]);
    expect(await runs.unpark()).toEqual([]);
  });

  it('are not for those whose time has not come', async () => {
    const { ids, ticketed } = await create({ delayMs: 60_000 }, {}, {}, { priority: -5 });
    expect(ticketed).toEqual([true, true, true, false]); // a ticket for later, which takes no place
    await makeDue(ids[0]!);
    expect(await runs.claim(ids[0]!, worker)).toBeUndefined();
    expect((await finish(ids[1]!))?.next).toMatchObject([{ id: ids[0] }]);
  });

  it('may be waited for by so many runs, and no more', async () => {
    await create({}, {}, {}, {}, {}, of('other'));
    await expect(runs.createQueued(newRun())).rejects.toThrow(LimitError);
    expect((await create(of('other'))).ticketed).toEqual([true]);
    const [{ count }] = await dataSource.query(`SELECT count(*)::int FROM runs`);
    expect(count).toBe(7);
  });

  it('are not taken while the app is paused, and taken when it goes on', async () => {
    const { ids } = await create({});
    await pause(true);
    expect((await create({})).ticketed).toEqual([false]);
    expect(await runs.claim(ids[0]!, worker)).toBeUndefined();
    expect(await runs.unpark()).toEqual([]);
    await pause(false);
    expect(await runs.unpark()).toHaveLength(2);
    expect(await runs.claim(ids[0]!, worker)).toBeDefined();
  });

  it('are free for others while a run waits to be tried again', async () => {
    const { ids } = await create({ retries: 1, callbackUrl: 'https://a.example/' }, {}, {});
    const recorded = await finish(ids[0]!, OUTAGE);
    expect(recorded?.end).toBeNull();
    expect(recorded?.next).toMatchObject([
      { id: ids[2], delayMs: 0 },
      { id: ids[0], attempt: 1, delayMs: expect.any(Number) },
    ]);
    const { delayMs } = recorded!.next[1]!;
    expect(delayMs).toBeGreaterThan(0);
    expect(delayMs).toBeLessThanOrEqual(1000);
    expect(await runs.findRun(ids[0]!)).toMatchObject({
      status: 'queued',
      error: null,
      completedAt: null,
      retriesLeft: 0,
      callback: { status: 'waiting', attempts: 0 },
    });
    expect(await callbacks()).toEqual([]);
    await makeDue(ids[0]!);
    await finish(ids[1]!);
    const last = await finish(ids[0]!, OUTAGE);
    expect(last?.end).toMatchObject({ status: 'failed' });
    expect(await callbacks()).toEqual([{ run_id: ids[0], run_status: 'failed' }]);
    const logs = await dataSource.query('SELECT attempt FROM run_logs WHERE run_id = $1', [ids[0]]);
    expect(logs).toHaveLength(2);
  });

  it('no mistake is tried again, and nothing that was cancelled', async () => {
    const { ids } = await create({ retries: 5 }, { retries: 5 });
    const mistake = { ...OUTAGE, isOutage: false };
    expect((await finish(ids[0]!, mistake))?.end).toMatchObject({ status: 'failed' });
    const claimed = await runs.claim(ids[1]!, worker);
    await runs.requestCancel(ids[1]!);
    const { end } = (await runs.finish(claimed!, OUTAGE, PHASES))!;
    expect(end).toMatchObject({ status: 'cancelled' });
  });

  it('every way to an end leaves one callback', async () => {
    const callbackUrl = 'https://a.example/';
    const dead = uuidv7();
    await runs.registerWorker(dead);
    const [cancelled, given, lost, ended] = [0, 0, 0, 0].map(() => newRun({ callbackUrl }));
    await runs.createQueued(cancelled!);
    await runs.requestCancel(cancelled!.id);
    await runs.requestCancel(cancelled!.id);
    const claimed = await runs.createRunning(given!, worker);
    await runs.requestCancel(given!.id);
    await runs.handBack(claimed);
    await runs.createRunning(lost!, dead);
    await runs.removeWorker(dead);
    await runs.recover(5, 1);
    const times = { created: 1, started: 2, completed: 3 };
    await runs.createEnded({ run: ended!, result: RESULT, events: [], phases: PHASES, ...times });
    expect(await callbacks()).toEqual([
      { run_id: cancelled!.id, run_status: 'cancelled' },
      { run_id: given!.id, run_status: 'cancelled' },
      { run_id: lost!.id, run_status: 'failed' },
      { run_id: ended!.id, run_status: 'completed' },
    ]);
  });

  it('a run that did not complete begins anew, and what was to be told of its end is not', async () => {
    const { ids } = await create({ callbackUrl: 'https://a.example/' });
    expect(await runs.retry(ids[0]!)).toBeUndefined();
    await runs.requestCancel(ids[0]!);
    expect(await runs.retry(ids[0]!)).toMatchObject({ ticket: { id: ids[0], attempt: 0 } });
    expect(await callbacks()).toEqual([]);
    await finish(ids[0]!);
    expect(await runs.findRun(ids[0]!)).toMatchObject({ status: 'completed', attempts: 1 });
    expect(await runs.retry(ids[0]!)).toBeUndefined();
  });
});
