import { atMost } from '../common/at-most.js';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RunsService } from '../execution/runs.service.js';
import { RunQueue } from '../execution/queue/run-queue.js';

const SWEEP_MS = 1000;
/** Ten heartbeats: a process that is this silent is taken for dead. */
const SILENCE_SECONDS = 5;
/** A process that has just begun can't know whether Postgres was away before. */
const START_SECONDS = 3;
/** A run that kills its process this often is given up. */
const MAX_CRASHES = 3;
/** A fresh run's ticket is on its way; only after this long is it looked for. */
const TICKET_SECONDS = 2;
const PAGE = 1000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Makes the queue agree with the rows, for ever: runs of dead processes begin anew, and a run that
 * waits without a ticket (its process died before queueing it, or Redis forgot) gets one.
 */
@Injectable()
export class JobsReconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobsReconciler.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private closed = false;
  private readonly outages = new Set<string>();
  private cursor = FIRST;
  private lastSweep = Number.NEGATIVE_INFINITY;
  private noRecoveryBefore = 0;

  constructor(
    private readonly runs: RunsService,
    private readonly queue: RunQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    // Each step is repeated by the next sweep of any process.
    await atMost(500, this.sweeping);
  }

  private schedule(delayMs: number): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep().then((again) => this.schedule(again ? 0 : SWEEP_MS));
    }, delayMs);
  }

  /** Answers whether there is more to repair at once. What fails does not keep the rest from being done. */
  private async sweep(): Promise<boolean> {
    await this.quietly('recover runs', () => this.recoverRuns());
    await this.quietly('fill free places', () => this.fillPlaces());
    return this.quietly('restore tickets', () => this.restoreTickets());
  }

  private async quietly(what: string, act: () => Promise<boolean>): Promise<boolean> {
    try {
      const again = await act();
      if (this.outages.delete(what)) this.logger.log(`Can ${what} again`);
      return again;
    } catch (error) {
      if (!this.outages.has(what)) this.logger.warn(`Can't ${what}: ${(error as Error).message}`);
      this.outages.add(what);
      return false;
    }
  }

  private async recoverRuns(): Promise<boolean> {
    // After a gap (Postgres was away, or this process stood still) nobody could tell that he lives:
    // everyone gets the time to do so before he is taken for dead.
    const now = performance.now();
    if (now - this.lastSweep > 2.5 * SWEEP_MS) this.noRecoveryBefore = now + this.graceMs();
    const recovered =
      now < this.noRecoveryBefore ? [] : await this.runs.recover(SILENCE_SECONDS, MAX_CRASHES);
    this.lastSweep = performance.now();
    for (const run of recovered) {
      this.logger.warn(`Run ${run.id} lost its process (attempt ${run.attempt}); queued again`);
      this.queue.add(run);
    }
    return false;
  }

  private graceMs(): number {
    return 1000 * (Number.isFinite(this.lastSweep) ? SILENCE_SECONDS : START_SECONDS);
  }

  /** Places get free at the end of runs, and are given on there; here where a process died in between. */
  private async fillPlaces(): Promise<boolean> {
    this.queue.add(...(await this.runs.unpark()));
    return false;
  }

  private async restoreTickets(): Promise<boolean> {
    const page = await this.runs.listWaiting(TICKET_SECONDS, this.cursor, PAGE);
    this.cursor = page.length === PAGE ? page[PAGE - 1]!.id : FIRST;
    if (page.length === 0) return false;
    const missing = await this.queue.addMissing(page);
    if (missing > 0) this.logger.warn(`${missing} waiting runs had no ticket; queued again`);
    return missing > 0 && page.length === PAGE;
  }
}
