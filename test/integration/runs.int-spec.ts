import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { newRun, PHASES, RESULT, RUN } from '../setup/new-run.js';
import type { Config } from '../../src/config/config.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { type PulseSql, Sql } from '../../src/database/sql.js';
import { Float } from '../../src/engine/index.js';
import { RunsService } from '../../src/execution/runs.service.js';
import { insertBoard, says } from '../setup/boards.js';
import { until } from '../setup/until.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';

const CONFIG = { runs: { perApp: 10, waitingPerApp: 100 } } as Config;

describe('RunsService', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let runs: RunsService;
  let worker: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    await insertBoard(database.url, 'app', 'board', says('x'));
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

  const silence = (id: string) =>
    dataSource.query(
      `UPDATE workers SET heartbeat_at = now() - interval '1 minute' WHERE id = $1`,
      [id],
    );

  it('lets exactly one of many claim a run', async () => {
    const { id } = (await runs.createQueued(newRun()))!;
    const claims = await Promise.all(Array.from({ length: 10 }, () => runs.claim(id, worker)));
    const won = claims.filter((claim) => claim !== undefined);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ id, attempt: 1, startNode: 'start', payload: null });
  });

  it('gives the draft as it is now, and a frozen version as it was', async () => {
    const draft = (await runs.createQueued(newRun()))!;
    const frozen = (await runs.createQueued(
      newRun({ board: { ...RUN.board, version: '1.0.0' } }),
    ))!;
    await dataSource.query(`UPDATE boards SET draft_hash = 'new'`);
    expect((await runs.claim(draft.id, worker))?.board).toEqual({ ...RUN.board, hash: 'new' });
    expect((await runs.claim(frozen.id, worker))?.board.hash).toBe('old');
  });

  it('gives nothing to a worker that is not registered', async () => {
    const { id } = (await runs.createQueued(newRun()))!;
    expect(await runs.claim(id, uuidv7())).toBeUndefined();
  });

  it('keeps the kinds of numbers in payload and result', async () => {
    const value = { b: [1, new Float(1), 12345678901234567890n], a: 'x\0' };
    const { id } = (await runs.createQueued(newRun({ payload: value })))!;
    const claimed = await runs.claim(id, worker);
    expect(claimed?.payload).toEqual(value);
    expect(Object.keys(claimed?.payload as object)).toEqual(['b', 'a']);
    await runs.finish(claimed!, { ...RESULT, result: value }, PHASES);
    expect((await runs.findRun(id))?.result).toEqual(value);
  });

  it('keeps an error that Postgres could not hold as it is', async () => {
    const run = await runs.createRunning(newRun(), worker);
    await runs.finish(run, { ...RESULT, status: 'failed', error: 'a\0b' }, PHASES);
    expect((await runs.findRun(run.id))?.error).toBe('a\uFFFDb');
  });

  it('stores the log with the end of the run, or neither', async () => {
    const run = await runs.createRunning(newRun(), worker);
    expect(await runs.finish(run, RESULT, PHASES)).toBeDefined();
    expect(await runs.finish(run, { ...RESULT, result: 'second' }, PHASES)).toBeUndefined();
    expect(await runs.findRun(run.id)).toMatchObject({ status: 'completed', result: 'first' });
    const rows: unknown[] = await dataSource.query('SELECT attempt, lines FROM run_logs');
    expect(rows).toEqual([
      { attempt: 1, lines: [{ time: 1, level: 1, node_id: 'start', message: 'line' }] },
    ]);
  });

  it('keeps events once, though the answer to the first try got lost', async () => {
    const run = await runs.createRunning(newRun(), worker);
    const events = ['a', 'b', 'c'].map((type) => ({ type, payload: null, time: 1 }));
    expect(await runs.addEvents(run, 1, events.slice(0, 1))).toBe(true);
    expect(await runs.addEvents(run, 1, events.slice(0, 2))).toBe(true);
    await runs.finish(run, RESULT, PHASES, { first: 1, events });
    const rows: { events: { type: string }[] }[] = await dataSource.query(
      'SELECT events FROM run_events',
    );
    expect(rows.map(({ events: kept }) => kept.map(({ type }) => type))).toEqual([['a', 'b', 'c']]);
  });

  it('refuses the result of an attempt that was replaced', async () => {
    const { id } = (await runs.createQueued(newRun()))!;
    const first = await runs.claim(id, worker);
    await silence(worker);
    expect(await runs.recover(5, 3)).toMatchObject([{ id, attempt: 1 }]);
    const other = uuidv7();
    await runs.registerWorker(other);
    const second = await runs.claim(id, other);
    expect(second?.attempt).toBe(2);
    expect(await runs.finish(first!, { ...RESULT, result: 'late' }, PHASES)).toBeUndefined();
    expect(await runs.handBack(first!)).toBeUndefined();
    expect(await runs.finish(second!, { ...RESULT, result: 'right' }, PHASES)).toBeDefined();
    expect((await runs.findRun(id))?.result).toBe('right');
  });

  it('refuses the result of a claim that a crash of Postgres undid, though the attempt has the same number', async () => {
    const { id } = (await runs.createQueued(newRun()))!;
    const undone = await runs.claim(id, worker);
    await dataSource.query(
      `UPDATE runs SET status = 'queued', attempt = 0, worker = NULL, started_at = NULL`,
    );
    const other = uuidv7();
    await runs.registerWorker(other);
    const kept = await runs.claim(id, other);
    expect(kept?.attempt).toBe(undone?.attempt);
    expect(await runs.finish(undone!, { ...RESULT, result: 'late' }, PHASES)).toBeUndefined();
    expect(await runs.handBack(undone!)).toBeUndefined();
    expect(await runs.addEvents(undone!, 1, [])).toBe(false);
    expect(await runs.finish(kept!, { ...RESULT, result: 'right' }, PHASES)).toBeDefined();
    expect((await runs.findRun(id))?.result).toBe('right');
  });

  it('writes no run of a board that is gone, and those of others in the same group', async () => {
    await insertBoard(database.url, 'app', 'other', says('y'));
    const other = { ...RUN.board, boardId: 'other' };
    await dataSource.query(`DELETE FROM boards WHERE id = 'other'`);
    const gone = 'The board has just been removed';
    const ended = {
      result: RESULT,
      events: [],
      phases: PHASES,
      created: 1,
      started: 1,
      completed: 1,
    };
    const results = await Promise.allSettled([
      runs.createQueued(newRun({ board: other })),
      runs.createQueued(newRun()),
      runs.createEnded({ run: newRun({ board: other }), ...ended }),
      runs.createEnded({ run: newRun(), ...ended }),
      runs.createRunning(newRun({ board: other }), worker),
      runs.createRunning(newRun(), worker),
    ]);
    expect(
      results.map((result) => (result.status === 'rejected' ? result.reason.message : 'written')),
    ).toEqual([gone, 'written', gone, 'written', gone, 'written']);
    expect(await dataSource.query(`SELECT 1 FROM runs WHERE board_id = 'other'`)).toEqual([]);
  });

  it('leaves no run of a board that is removed while runs of it are being written', async () => {
    const inserting = dataSource.createQueryRunner();
    await inserting.startTransaction();
    await runs.createQueuedWithin(inserting.manager, newRun());
    const removal = dataSource.query(`DELETE FROM boards WHERE id = 'board'`);
    await until(async () => {
      const [{ waiting }] = await dataSource.query(
        `SELECT count(*)::integer AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting === 1;
    });
    // It is in time, and goes with its board, or it is refused.
    const late = Promise.allSettled([runs.createQueued(newRun())]);
    await inserting.commitTransaction();
    await inserting.release();
    await removal;
    await late;
    await expect(runs.createQueued(newRun())).rejects.toThrow('The board has just been removed');
    expect(await dataSource.query('SELECT 1 FROM runs')).toEqual([]);
  });

  it('recovers nothing from workers that live, and everything from those that are gone', async () => {
    const other = uuidv7();
    await runs.registerWorker(other);
    const mine = await runs.createRunning(newRun(), worker);
    const theirs = await runs.createRunning(newRun(), other);
    expect(await runs.recover(5, 3)).toEqual([]);
    await runs.removeWorker(other);
    expect(await runs.recover(5, 3)).toMatchObject([{ id: theirs.id }]);
    expect((await runs.findRun(mine.id))?.status).toBe('running');
  });

  it('gives up a run that keeps killing its process', async () => {
    const { id } = (await runs.createQueued(newRun()))!;
    for (let attempt = 1; attempt <= 3; attempt++) {
      const victim = uuidv7();
      await runs.registerWorker(victim);
      expect(await runs.claim(id, victim)).toMatchObject({ attempt });
      await silence(victim);
      expect(await runs.recover(5, 3)).toMatchObject(attempt < 3 ? [{ id, crashes: attempt }] : []);
    }
    expect(await runs.findRun(id)).toMatchObject({
      status: 'failed',
      error: 'Given up: the process running this job died 3 times',
      completedAt: expect.any(Date),
    });
  });

  it('a cancel wins over a result that comes at the same moment', async () => {
    const run = await runs.createRunning(newRun(), worker);
    expect(await runs.requestCancel(run.id)).toBe('running');
    expect((await runs.heartbeat(worker)).owned).toEqual([
      { id: run.id, attempt: 1, worker, cancelled: true },
    ]);
    expect(await runs.finish(run, RESULT, PHASES)).toBeDefined();
    expect(await runs.findRun(run.id)).toMatchObject({
      status: 'cancelled',
      result: null,
      error: null,
    });
    expect(await runs.requestCancel(run.id)).toBe('cancelled');
  });

  it('handing a run back keeps a cancel that was accepted', async () => {
    const run = await runs.createRunning(newRun(), worker);
    await runs.requestCancel(run.id);
    expect(await runs.handBack(run)).toBeUndefined();
    expect((await runs.findRun(run.id))?.status).toBe('cancelled');
  });

  it('handing over is no crash, however often it happens', async () => {
    const { id } = (await runs.createQueued(newRun()))!;
    for (let round = 0; round < 5; round++) {
      const claimed = await runs.claim(id, worker);
      expect(await runs.handBack(claimed!)).toMatchObject({ id });
    }
    await runs.claim(id, worker);
    await silence(worker);
    expect(await runs.recover(5, 3)).toMatchObject([{ id }]);
  });

  it('gives nothing to a ticket that came early', async () => {
    const { id, delayMs } = (await runs.createQueued(newRun({ delayMs: 5000 })))!;
    expect(delayMs).toBeGreaterThan(4000);
    expect(await runs.claim(id, worker)).toBeUndefined();
  });

  it('refuses a result that is too large to keep', async () => {
    const run = await runs.createRunning(newRun(), worker);
    const large = { ...RESULT, result: 'x'.repeat(16_777_216) };
    await expect(runs.finish(run, large, PHASES)).rejects.toThrow('would be longer than');
  });

  it('registers a worker twice without complaint', async () => {
    await runs.registerWorker(worker);
    expect((await runs.heartbeat(worker)).known).toBe(true);
  });

  it('a cancelled run is not taken up again when its worker dies', async () => {
    const run = await runs.createRunning(newRun(), worker);
    await runs.requestCancel(run.id);
    await silence(worker);
    expect(await runs.recover(5, 3)).toEqual([]);
    expect((await runs.findRun(run.id))?.status).toBe('cancelled');
  });

  it('knows no cancel for what is over or unknown', async () => {
    const run = await runs.createRunning(newRun(), worker);
    await runs.finish(run, RESULT, PHASES);
    expect(await runs.requestCancel(run.id)).toBeUndefined();
    expect(await runs.requestCancel(uuidv7())).toBeUndefined();
  });

  it('tells a worker that it was taken for dead', async () => {
    expect(await runs.heartbeat(worker)).toEqual({ known: true, owned: [] });
    await silence(worker);
    await runs.recover(5, 3);
    expect((await runs.heartbeat(worker)).known).toBe(false);
  });

  it('lists what waits page by page, due runs only', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push((await runs.createQueued(newRun()))!.id);
    await runs.createQueued(newRun({ delayMs: 60_000 }));
    const first = await runs.listWaiting(-1, '00000000-0000-0000-0000-000000000000', 3);
    const second = await runs.listWaiting(-1, first[2]!.id, 3);
    expect([...first, ...second].map(({ id }) => id)).toEqual(ids.toSorted());
    expect(await runs.listWaiting(60, '00000000-0000-0000-0000-000000000000', 3)).toEqual([]);
  });
});
