import { Inject, Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import type { Redis } from 'ioredis';
import { Lifecycle } from '../common/lifecycle.js';
import { within } from '../common/within.js';
import { REDIS } from '../queue/redis.module.js';
import { ProbeDatabase } from './probe-database.js';

const LIMIT_MS = 1000;

/** The single questions behind the probes. Reasons are ours: those of drivers name hosts. */
@Injectable()
export class Checks {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly database: ProbeDatabase,
    private readonly lifecycle: Lifecycle,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  postgres(): Promise<HealthIndicatorResult> {
    return this.answer('postgres', 'Postgres does not answer', () => this.database.roundTrip());
  }

  redisAnswers(): Promise<HealthIndicatorResult> {
    return this.answer('redis', 'Redis does not answer', () =>
      within(LIMIT_MS, this.redis.ping(), 'No answer in time'),
    );
  }

  migrations(): Promise<HealthIndicatorResult> {
    return this.answer('migrations', 'The database schema is not up to date', async () => {
      if (!(await this.database.isMigrated())) throw new Error('pending');
    });
  }

  notDraining(): HealthIndicatorResult {
    const indicator = this.indicators.check('lifecycle');
    const draining = this.lifecycle.phase === 'draining';
    return draining ? indicator.down({ reason: 'This process is shutting down' }) : indicator.up();
  }

  started(): HealthIndicatorResult {
    const indicator = this.indicators.check('lifecycle');
    const starting = this.lifecycle.phase === 'starting';
    return starting ? indicator.down({ reason: 'This process is starting' }) : indicator.up();
  }

  private async answer(
    key: string,
    reason: string,
    ask: () => Promise<unknown>,
  ): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(key);
    try {
      await ask();
      return indicator.up();
    } catch {
      return indicator.down({ reason });
    }
  }
}
