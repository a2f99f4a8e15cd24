import { atMost } from '../common/at-most.js';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { migrations } from '../database/migrations/index.js';

const LIMIT_MS = 1000;

/**
 * A connection of the probes' own: when work has taken the whole pool the server is busy, not broken,
 * and must not be taken out of service for it.
 */
@Injectable()
export class ProbeDatabase implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  private migrated = false;

  constructor({ database }: Config) {
    this.pool = new pg.Pool({
      connectionString: database.url,
      max: 1,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: LIMIT_MS,
      query_timeout: LIMIT_MS,
      application_name: 'flow-like:probe',
    });
    this.pool.on('error', () => undefined); // an idle connection died; the next probe opens another
  }

  /** Milliseconds until the database answered. Throws when it does not do so in time. */
  async roundTrip(): Promise<number> {
    const began = performance.now();
    await this.pool.query('SELECT 1');
    return performance.now() - began;
  }

  /** Whether every migration of this build has run. Asked until it is so, then remembered. */
  async isMigrated(): Promise<boolean> {
    if (this.migrated) return true;
    const names = migrations.map(({ name }) => name);
    const { rows } = await this.pool.query<{ missing: boolean }>(
      `SELECT EXISTS (SELECT unnest($1::text[]) EXCEPT SELECT name FROM migrations) AS missing`,
      [names],
    );
    this.migrated = rows[0]?.missing === false;
    return this.migrated;
  }

  async onApplicationShutdown(): Promise<void> {
    await atMost(500, this.pool.end());
  }
}
