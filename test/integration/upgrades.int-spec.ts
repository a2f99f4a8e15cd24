import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrate } from '../../src/database/migrate.js';
import { migrations } from '../../src/database/migrations/index.js';
import { insertAnyRows, rowsOf } from '../setup/any-rows.js';

/** What checks and migrations read more closely. */
const SPECIAL: Readonly<Record<string, string>> = {
  'file_contents.user_id': 'NULL',
  'boards.draft': `'{"name":"x","nodes":{"n":{"id":"n"}}}'`,
  'events.content': `'{"event_type":"api","active":true,"board_id":"x","route":null,"config":[]}'`,
  'event_versions.content': `'{"event_type":"api","active":true,"board_id":"x","route":null,"config":[]}'`,
  'run_logs.lines': `'[{"level":1}]'`,
};
/** What migrations moved on purpose, until which one, and where it is read now. */
const MOVED = [
  { until: 'CreateAppTeams1764400000000', table: 'apps', columns: ['name', 'description'], into: 'app_metadata', row: { app_id: 'x', name: 'x', description: 'x' } }, // prettier-ignore
  { until: 'SplitBoardNodes1764500000000', table: 'boards', columns: ['draft'], into: 'board_nodes', row: { id: 'n', content: { id: 'n' } } }, // prettier-ignore
];
/** Tables that a migration took away on purpose (test/architecture/migrations.spec.ts says why). */
const GONE = ['publication_requests'];

describe('a database with data', () => {
  const url = new URL(process.env['TEST_POSTGRES_URL'] ?? 'postgres://none');
  const admin = new pg.Pool({ connectionString: url.href, max: 1 });
  const base = `flow_like_test_${randomUUID().replaceAll('-', '')}`;
  const name = `${base}_copy`;
  const urlOf = (database: string) => Object.assign(new URL(url), { pathname: database }).href;

  beforeAll(() => admin.query(`CREATE DATABASE ${base}`));
  afterEach(() => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  afterAll(async () => {
    await admin.query(`DROP DATABASE ${base} WITH (FORCE)`);
    await admin.end();
  });

  /** The base, which grows by a migration at a time, is copied: to begin anew each time would take minutes. */
  async function databaseAt(count: number): Promise<pg.Client> {
    const source = new DataSource({
      type: 'postgres',
      url: urlOf(base),
      migrations: migrations.slice(0, count),
      installExtensions: false,
    });
    await source.initialize();
    try {
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${base} STRATEGY file_copy`);
    const database = new pg.Client({ connectionString: urlOf(name) });
    database.on('error', () => {}); // the end of the database
    await database.connect();
    return database;
  }

  it.each(migrations.map((one, index) => [one.name, index + 1] as const))(
    'at %s is brought up to date and keeps every row',
    async (_, count) => {
      const database = await databaseAt(count);
      const moved = MOVED.filter(({ until }) => count < indexOf(until) + 1);
      try {
        const before = await insertAnyRows(database, SPECIAL);
        expect(before.size).toBeGreaterThan(0);
        expect(await migrate(urlOf(name))).toBe(migrations.length - count);
        for (const [table, row] of before) {
          if (GONE.includes(table)) continue;
          const gone = moved.filter((one) => one.table === table).flatMap((one) => one.columns);
          const kept = Object.entries(row).filter(([column]) => !gone.includes(column));
          await expectRow(database, table, Object.fromEntries(kept));
        }
        for (const { into, row } of moved) await expectRow(database, into, row);
      } finally {
        await database.end();
      }
    },
  );

  const indexOf = (migration: string) => migrations.findIndex((one) => one.name === migration);

  async function expectRow(database: pg.Client, table: string, row: object): Promise<void> {
    const rows = await rowsOf(database, table);
    expect([table, rows]).toEqual([table, expect.arrayContaining([expect.objectContaining(row)])]);
  }
});
