import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Config } from '../../src/config/config.js';
import { Sql } from '../../src/database/sql.js';
import { RunRetention } from '../../src/execution/retention/run-retention.service.js';
import { insertBoard, says } from '../setup/boards.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';

const APPS = ['full', 'small'];

describe('RunRetention', () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeEach(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 6 });
    for (const app of APPS) await insertBoard(database.url, app, 'board', says('x'));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const retention = (retentionDays: number, keptPerApp: number) =>
    new RunRetention(new Sql(pool), { runs: { retentionDays, keptPerApp } } as Config);
  /** The n-th of `count` runs ended n + `days` days ago. */
  const insertRuns = (app: string, count: number, days = 0, status = 'completed') =>
    pool.query(
      `INSERT INTO runs (id, app_id, board_id, board_version, board_hash, start_node, mode, status, started_by,
          nodes_ms, io_ms, created_at, completed_at)
        SELECT gen_random_uuid(), $1, 'board', 'draft', 'h', 's', 'async', $4, 'user:ada', 2, 1, at,
          CASE WHEN $4 NOT IN ('queued', 'running') THEN at END
        FROM generate_series(1, $2::integer) n, LATERAL (SELECT now() - (n + $3) * interval '1 day' AS at) t`,
      [app, count, days, status],
    );
  const count = async (what = 'runs') =>
    Number((await pool.query(`SELECT count(*) AS n FROM ${what}`)).rows[0].n);

  it('removes what is too old and too much, with logs and events, and nothing else', async () => {
    await insertRuns('full', 150);
    await insertRuns('small', 5);
    await insertRuns('full', 3, 100, 'running');
    await pool.query(`INSERT INTO run_logs SELECT id, 1, '[]', 0, 0 FROM runs`);
    await pool.query(`INSERT INTO run_events SELECT id, 1, 1, '[]' FROM runs`);
    expect(await retention(100, 40).sweep()).toEqual({ old: 51, surplus: 59 });
    expect(await count(`runs WHERE app_id = 'full'`)).toBe(40 + 3);
    expect(await count(`runs WHERE app_id = 'small'`)).toBe(5);
    expect(await count(`runs WHERE completed_at < now() - interval '41 days'`)).toBe(0);
    for (const table of ['run_logs', 'run_events']) expect(await count(table)).toBe(48);
  });

  it('keeps in mind what they used, whoever removes how much at a time', async () => {
    await insertRuns('full', 250);
    await insertRuns('full', 250, 0, 'failed');
    await retention(200, 1_000_000).sweep();
    await retention(1000, 10).sweep();
    const { rows } = await pool.query(
      `SELECT status, sum(runs)::integer AS runs, sum(nodes_ms) AS nodes_ms, sum(io_ms) AS io_ms,
        count(DISTINCT day)::integer AS days FROM run_usage GROUP BY status ORDER BY status`,
    );
    expect(rows.reduce((sum, { runs }) => sum + runs, 0)).toBe(490);
    for (const { runs, nodes_ms, io_ms, days } of rows)
      expect([nodes_ms, io_ms, days]).toEqual([2 * runs, runs, runs]);
  });

  it('is the work of one at a time', async () => {
    await insertRuns('full', 10, 100);
    const other = await pool.connect();
    await other.query('BEGIN');
    await other.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('flow-like:run-retention', 0))`,
    );
    expect(await retention(30, 1).sweep()).toEqual({ old: 0, surplus: 0 });
    await other.query('ROLLBACK');
    other.release();
    const sweeps = await Promise.all([1, 2, 3].map(() => retention(30, 1).sweep()));
    expect(sweeps.reduce((sum, { old }) => sum + old, 0)).toBeLessThanOrEqual(10);
    await retention(30, 1).sweep();
    expect(await count()).toBe(0);
    expect((await pool.query('SELECT sum(runs)::integer AS n FROM run_usage')).rows[0].n).toBe(10);
  });

  it('waits for nobody who works on the table', async () => {
    await insertRuns('full', 300, 100);
    const busy = await pool.connect();
    await busy.query('BEGIN');
    await busy.query(`SELECT 1 FROM runs ORDER BY completed_at LIMIT 5 FOR UPDATE`);
    const [removed] = await Promise.all([
      retention(30, 1000).sweep(),
      ...Array.from({ length: 20 }, () => insertRuns('full', 5)),
    ]);
    expect(removed.old).toBeGreaterThanOrEqual(95);
    await busy.query('ROLLBACK');
    busy.release();
    await retention(30, 1000).sweep();
    expect(await count()).toBe(100);
  });

  it('finds what to remove by indexes', async () => {
    await insertRuns('full', 2000);
    await pool.query('ANALYZE runs');
    const plans = [
      `SELECT id FROM runs WHERE completed_at < now() - interval '1990 days' ORDER BY completed_at LIMIT 100`,
      `SELECT app_id FROM runs WHERE app_id > 'f' AND completed_at IS NOT NULL ORDER BY app_id LIMIT 1`,
    ].map(async (query) => JSON.stringify((await pool.query(`EXPLAIN ${query}`)).rows));
    for (const plan of await Promise.all(plans)) expect(plan).toMatch(/Index (Only )?Scan/);
  });
});
