import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Sql } from '../../src/database/sql.js';
import type { AppAccessService } from '../../src/apps/access/app-access.service.js';
import { RunList } from '../../src/execution/history/run-list.service.js';
import { runListStatement } from '../../src/execution/statements/list-runs.js';
import { insertBoard, says } from '../setup/boards.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';

const RUNS = Number(process.env['LISTED_RUNS'] ?? 20_000);
const ALL = { whole: ['app'], own: [], starter: null };
const OWN = { whole: [], own: ['app'], starter: 'user:one' };

describe('the list of the runs of an app', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let list: RunList;

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const app of ['app', 'other']) await insertBoard(database.url, app, 'board', says('x'));
    dataSource = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
    list = new RunList(Sql.on(dataSource), undefined as unknown as AppAccessService);
    await dataSource.query('SET statement_timeout = 0');
    for (let first = 1; first <= RUNS; first += 20_000)
      await dataSource.query(
        `INSERT INTO runs (id, app_id, board_id, board_version, board_hash, start_node, mode, status,
            started_by, created_at, completed_at)
          SELECT gen_random_uuid(), CASE WHEN n % 4 = 0 THEN 'other' ELSE 'app' END, 'board', 'draft', '', 'start',
            'async', CASE WHEN n % 1000 = 1 THEN 'failed' ELSE 'completed' END,
            CASE WHEN n % 2000 = 1 THEN 'user:one' ELSE 'user:' || n % 7 END,
            timestamptz '2025-01-01' + n / 3 * interval '1 ms', now()
          FROM generate_series($1::int, $2::int) n`,
        [first, Math.min(RUNS, first + 19_999)],
      );
    await dataSource.query('ANALYZE runs');
  }, 300_000);
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it.each([
    ['runs_by_app', ALL, [] as const],
    ['runs_by_starter', OWN, [] as const],
    ['runs_unsuccessful', ALL, ['status'] as const],
  ])('reads a page from %s', async (index, { whole, own, starter }, filters) => {
    const { text } = runListStatement(filters);
    const values = [whole, own, starter, null, null, 50, 0, ...filters.map(() => 'failed')];
    const rows: { 'QUERY PLAN': string }[] = await dataSource.query(
      `EXPLAIN (ANALYZE, COSTS OFF) ${text}`,
      values,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    if (process.env['LISTED_RUNS'] !== undefined) console.log(plan);
    expect(plan).toMatch(new RegExp(`(using|on) ${index}`));
    expect(plan).not.toContain('Seq Scan on runs');
  });

  it('misses none and repeats none where many were submitted at the same moment', async () => {
    const failed = { status: 'failed' };
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list.listRuns(ALL, failed, cursor ? { limit: 3, cursor } : { limit: 3 });
      ids.push(...page.map(({ run }) => run.id));
      cursor = page.at(-1)?.cursor;
    } while (cursor !== undefined && ids.length < 50);
    const whole = await list.listRuns(ALL, failed, { limit: 100 });
    expect(ids).toEqual(whole.map(({ run }) => run.id).slice(0, ids.length));
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await list.listRuns(ALL, failed, { limit: 100, offset: 4 });
    expect(rest.map(({ run }) => run.id)).toEqual(whole.map(({ run }) => run.id).slice(4));
  });

  it('knows whose they are and when they were submitted', async () => {
    const from = new Date('2025-01-01T00:00:00Z');
    const to = new Date('2025-01-01T00:00:00.001Z');
    const first = await list.listRuns(OWN, { from, to }, {});
    expect(first).toHaveLength(1);
    expect(first[0]!.run).toMatchObject({ status: 'failed', startedBy: 'user:one', result: null });
  });
});
