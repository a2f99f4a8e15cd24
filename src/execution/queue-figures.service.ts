import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Metrics } from '../metrics/metrics.js';
import { RunnerService } from './runner.service.js';
import { QUEUE_FIGURES } from './statements/queue-figures.js';

/** Every process tells the figures of the whole queue; so they are asked for this often at most. */
const KEPT_MS = 5000;

interface FiguresRow {
  readonly ready: number;
  readonly parked: number;
  readonly delayed: number;
  readonly running: number;
  readonly ready_seconds: number;
  readonly parked_seconds: number;
  readonly workers: number;
}

/** How long the queue is and how long its oldest run waits, and what this process does of it. */
@Injectable()
export class QueueFigures implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
    private readonly runner: RunnerService,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    const { metrics } = this;
    const { role, runs } = this.config;
    metrics.runPlaces.set(role === 'worker' ? runs.concurrency : runs.syncRuns);
    metrics.atScrape('runner', () => metrics.runsActive.set(this.runner.activeCount));
    metrics.atScrape('queue', () => this.readQueue(), KEPT_MS);
  }

  private async readQueue(): Promise<void> {
    const { queueRuns, queueOldestSeconds, workers } = this.metrics;
    try {
      const [row] = await this.sql.rows<FiguresRow>(QUEUE_FIGURES);
      for (const state of ['ready', 'parked', 'delayed', 'running'] as const)
        queueRuns.set({ state }, row![state]);
      queueOldestSeconds.set({ state: 'ready' }, row!.ready_seconds);
      queueOldestSeconds.set({ state: 'parked' }, row!.parked_seconds);
      workers.set(row!.workers);
    } catch (error) {
      // No number is better than one of an hour ago.
      queueRuns.reset();
      queueOldestSeconds.reset();
      workers.remove();
      throw error;
    }
  }
}
