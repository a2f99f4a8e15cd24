import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { App } from '../../src/apps/app.entity.js';
import { BoardVersion } from '../../src/boards/board-version.entity.js';
import { Board } from '../../src/boards/board.entity.js';
import { migrate } from '../../src/database/migrate.js';
import { migrations } from '../../src/database/migrations/index.js';

describe('migrate', () => {
  const url = new URL(process.env['TEST_POSTGRES_URL'] ?? 'postgres://none');
  const admin = new pg.Pool({ connectionString: url.href, max: 1 });
  let name: string;

  beforeEach(async () => {
    name = `flow_like_test_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`CREATE DATABASE ${name}`);
    url.pathname = name;
  });
  afterEach(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  afterAll(() => admin.end());

  it('run by five replicas at once applies every migration once', async () => {
    const counts = await Promise.all(Array.from({ length: 5 }, () => migrate(url.href)));
    expect(counts.toSorted()).toEqual([0, 0, 0, 0, migrations.length].toSorted());
    expect(await migrate(url.href)).toBe(0);
  });

  it('makes the tables that the entities describe, no more and no less', async () => {
    await migrate(url.href);
    const entities = [App, Board, BoardVersion];
    const source = new DataSource({
      type: 'postgres',
      url: url.href,
      entities,
      installExtensions: false,
    });
    await source.initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      // Foreign keys across modules stand in migrations only.
      expect(
        upQueries.map(({ query }) => query).filter((query) => !/CONSTRAINT/.test(query)),
      ).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('can be taken back', async () => {
    await migrate(url.href);
    const source = new DataSource({
      type: 'postgres',
      url: url.href,
      migrations,
      installExtensions: false,
    });
    await source.initialize();
    try {
      for (const _ of migrations) await source.undoLastMigration();
      const rows: unknown[] = await source.query(
        `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'`,
      );
      expect(rows).toEqual([]);
    } finally {
      await source.destroy();
    }
  });
});
