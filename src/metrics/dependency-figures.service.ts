import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { PulseSql, Sql } from '../database/sql.js';
import { REDIS } from '../queue/redis.module.js';
import { Metrics } from './metrics.js';

/** Many Prometheus servers may ask at once. */
const KEPT_MS = 1000;
const PROBE = { name: 'metrics-probe', text: 'SELECT 1' };

/** How Postgres and Redis look from this process. */
@Injectable()
export class DependencyFigures implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
    private readonly pulse: PulseSql,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    const { metrics } = this;
    metrics.poolSize.set(this.config.database.poolSize);
    metrics.atScrape('pool', () => this.readPool());
    // Not over the pool, which may be busy for good reasons.
    const probe = () => this.pulse.rows(PROBE);
    metrics.atScrape(
      'postgres',
      () => this.time('postgres', metrics.databaseSeconds, probe),
      KEPT_MS,
    );
    const ping = () => this.redis.ping();
    metrics.atScrape('redis', () => this.time('redis', metrics.redisSeconds, ping), KEPT_MS);
  }

  private readPool(): void {
    const { total, idle, waiting } = this.sql.connections;
    this.metrics.poolConnections.set({ state: 'busy' }, total - idle);
    this.metrics.poolConnections.set({ state: 'idle' }, idle);
    this.metrics.poolWaiting.set(waiting);
  }

  private async time(
    dependency: string,
    gauge: Metrics['redisSeconds'],
    ask: () => Promise<unknown>,
  ): Promise<void> {
    const began = performance.now();
    try {
      await ask();
      gauge.set((performance.now() - began) / 1000);
      this.metrics.up.set({ dependency }, 1);
    } catch (error) {
      gauge.remove();
      this.metrics.up.set({ dependency }, 0);
      throw error;
    }
  }
}
