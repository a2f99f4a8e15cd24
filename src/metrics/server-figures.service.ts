import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Sql } from '../database/sql.js';
import { REDIS } from '../queue/redis.module.js';
import { Metrics } from './metrics.js';

/** These change slowly, and every process tells them. */
const KEPT_MS = 10_000;

const POSTGRES = {
  name: 'metrics-postgres',
  text: `SELECT numbackends AS connections, current_setting('max_connections')::integer AS connections_max,
      pg_database_size(datname)::float8 AS bytes, xact_commit::float8 AS committed, xact_rollback::float8 AS rolled_back,
      blks_hit::float8 AS from_cache, blks_read::float8 AS from_disk, deadlocks::float8 AS deadlocks,
      (SELECT COALESCE(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 FROM pg_stat_activity
        WHERE pg_stat_activity.datname = current_database() AND pid <> pg_backend_pid()) AS oldest_seconds
    FROM pg_stat_database WHERE datname = current_database()`,
};

type PostgresRow = Readonly<
  Record<
    | 'connections'
    | 'connections_max'
    | 'bytes'
    | 'committed'
    | 'rolled_back'
    | 'from_cache'
    | 'from_disk'
    | 'deadlocks'
    | 'oldest_seconds',
    number
  >
>;

/** What Postgres and Redis tell of themselves. A server that does not (a managed Redis without INFO) is left out. */
@Injectable()
export class ServerFigures implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.atScrape('postgres-figures', () => this.readPostgres(), KEPT_MS);
    this.metrics.atScrape('redis-figures', () => this.readRedis(), KEPT_MS);
  }

  private async readPostgres(): Promise<void> {
    const { metrics } = this;
    const [row] = await this.sql.rows<PostgresRow>(POSTGRES);
    metrics.postgresConnections.set(row!.connections);
    metrics.postgresConnectionsMax.set(row!.connections_max);
    metrics.postgresBytes.set(row!.bytes);
    metrics.postgresOldestSeconds.set(row!.oldest_seconds);
    metrics.setTotal(metrics.postgresTransactions, row!.committed, { outcome: 'committed' });
    metrics.setTotal(metrics.postgresTransactions, row!.rolled_back, { outcome: 'rolled_back' });
    metrics.setTotal(metrics.postgresBlocks, row!.from_cache, { from: 'cache' });
    metrics.setTotal(metrics.postgresBlocks, row!.from_disk, { from: 'disk' });
    metrics.setTotal(metrics.postgresDeadlocks, row!.deadlocks);
  }

  private async readRedis(): Promise<void> {
    const { metrics } = this;
    const told = await this.redis.info();
    const field = (name: string) => {
      const [, digits] = new RegExp(`^${name}:(\\d+)\\r?$`, 'm').exec(told) ?? [];
      if (digits === undefined) throw new Error(`INFO of Redis has no ${name}`);
      return Number(digits);
    };
    metrics.redisBytes.set(field('used_memory'));
    metrics.redisBytesMax.set(field('maxmemory'));
    metrics.redisClients.set(field('connected_clients'));
    metrics.setTotal(metrics.redisCommands, field('total_commands_processed'));
    metrics.setTotal(metrics.redisEvicted, field('evicted_keys'));
  }
}
