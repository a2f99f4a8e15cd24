import { atMost } from '../common/at-most.js';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Config } from '../config/config.js';

/** A statement that Postgres parses and plans once per connection. */
export interface Statement {
  /** Unique in the whole program. */
  readonly name: string;
  readonly text: string;
}

/** Prepared statements, for the paths where every round trip counts. Everything else goes through TypeORM. */
export class Sql {
  constructor(private readonly pool: pg.Pool) {}

  /** On the connections that TypeORM opened. */
  static on(dataSource: DataSource): Sql {
    return new Sql((dataSource.driver as unknown as { master: pg.Pool }).master);
  }

  /** How many connections there are, and how many statements wait for one. */
  get connections(): { total: number; idle: number; waiting: number } {
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.pool;
    return { total, idle, waiting };
  }

  async rows<Row extends object>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ ...statement, values: [...values] });
    return rows;
  }
}

/**
 * A connection of its own for the heartbeat: when work holds all others, this process must not be
 * taken for dead. Gives up early, so that the next beat is not late.
 */
@Injectable()
export class PulseSql extends Sql implements OnApplicationShutdown {
  private readonly own: pg.Pool;

  constructor({ database }: Config) {
    const own = new pg.Pool({
      connectionString: database.url,
      max: 1,
      connectionTimeoutMillis: 2000,
      query_timeout: 2000,
      application_name: 'flow-like:pulse',
    });
    own.on('error', () => undefined); // an idle connection died; the next beat opens another
    super(own);
    this.own = own;
  }

  async onApplicationShutdown(): Promise<void> {
    await atMost(500, this.own.end());
  }
}
