import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Metrics } from '../metrics/metrics.js';
import { RUN_QUEUE as queue, RunQueue } from './queue/run-queue.js';
import { RunnerService } from './runner.service.js';
import { QUEUE_FIGURES } from './statements/queue-figures.js';

/** Every process tells the figures of the whole queue; so they are asked for this often at most. */
const KEPT_MS = 5000;

interface FiguresRow {
  readonly ready: number;
  readonly ready_seconds: number;
  readonly full: number;
  readonly full_seconds: number;
  readonly paused: number;
  readonly paused_seconds: number;
  readonly delayed: number;
  readonly running: number;
  readonly workers: number;
}

/** How long the queue is and how long its oldest run waits, and what this process does of it. */
@Injectable()
export class QueueFigures implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
    private readonly runner: RunnerService,
    private readonly queue: RunQueue,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    const { metrics } = this;
    const { role, runs } = this.config;
    metrics.runPlaces.set(role === 'worker' ? runs.concurrency : runs.syncRuns);
    metrics.atScrape('runner', () => metrics.runsActive.set(this.runner.activeCount));
    metrics.atScrape('queue', () => this.readQueue(), KEPT_MS);
    metrics.atScrape('tickets', () => this.readTickets(), KEPT_MS);
  }

  private async readTickets(): Promise<void> {
    const { queueTickets } = this.metrics;
    queueTickets.reset();
    const counts = await this.queue.countTickets();
    for (const [state, count] of Object.entries(counts)) queueTickets.set({ queue, state }, count);
  }

  private async readQueue(): Promise<void> {
    const { queueRuns, queueOldestSeconds, workers } = this.metrics;
    try {
      const [row] = await this.sql.rows<FiguresRow>(QUEUE_FIGURES);
      const ready = { queue, state: 'ready', apps: 'open' };
      queueRuns.set(ready, row!.ready);
      queueOldestSeconds.set(ready, row!.ready_seconds);
      for (const apps of ['full', 'paused'] as const) {
        const parked = { queue, state: 'parked', apps };
        queueRuns.set(parked, row![apps]);
        queueOldestSeconds.set(parked, row![`${apps}_seconds`]);
      }
      for (const state of ['delayed', 'running'] as const)
        queueRuns.set({ queue, state, apps: 'open' }, row![state]);
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
