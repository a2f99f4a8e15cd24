import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';

/**
 * Brings the schema up to date; answers how many migrations that took. Many processes may call it at
 * once: TypeORM has no lock of its own, so a session lock of Postgres lets one in at a time. It needs
 * a direct connection, not one through a transaction-mode pooler.
 */
export async function migrate(databaseUrl: string): Promise<number> {
  const lock = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'flow-like:migrate',
  });
  await lock.connect();
  try {
    await lock.query(`SELECT pg_advisory_lock(hashtextextended('flow-like:migrations', 0))`);
    return await runPending(databaseUrl);
  } finally {
    await lock.end();
  }
}

async function runPending(url: string): Promise<number> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations,
    installExtensions: false,
    applicationName: 'flow-like:migrate',
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations({ transaction: 'each' })).length;
  } finally {
    await dataSource.destroy();
  }
}
