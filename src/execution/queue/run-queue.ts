import { atMost } from '../../common/at-most.js';
import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Job, JobOptions, Queue } from 'bull';
import type { QueuedRun } from '../run.js';
import { Metrics } from '../../metrics/metrics.js';
import { QueueConnections } from '../../queue/queue-connections.js';

export const RUN_QUEUE = 'jobs';

interface Ticket {
  readonly runId: string;
}

/** Without an answer of Redis in this time a submit goes on: the reconciler queues the run later. */
const ADD_TIMEOUT_MS = 1000;
const REPAIR_TIMEOUT_MS = 5000;
const HIGHEST_PRIORITY = 10;

/**
 * The Bull queue: tickets that say which run is to be taken up. A ticket carries no more than the id;
 * what is lost here is put back from the rows, and a ticket too many claims nothing.
 */
@Injectable()
export class RunQueue implements OnApplicationShutdown {
  private readonly logger = new Logger(RunQueue.name);
  private outage = false;

  constructor(
    @InjectQueue(RUN_QUEUE) private readonly queue: Queue<Ticket>,
    private readonly connections: QueueConnections,
    private readonly metrics: Metrics,
  ) {
    queue.on('error', (error: Error) => this.noteOutage(error));
    queue.client.on('ready', () => (this.outage = false));
  }

  /** Queues an accepted run. Never fails: an accepted run is safe without a ticket. */
  async add(run: QueuedRun): Promise<void> {
    if (this.queue.client.status !== 'ready') return;
    const added = this.queue.add({ runId: run.id }, optionsOf(run)).catch((error: Error) => {
      this.noteOutage(error);
    });
    await within(ADD_TIMEOUT_MS, added).catch(() => undefined);
  }

  /** Queues runs that have been given places. Never fails, and nobody has to wait for it. */
  async addAll(runs: readonly QueuedRun[]): Promise<void> {
    if (runs.length <= 1) return runs[0] && this.add(runs[0]);
    if (this.queue.client.status !== 'ready') return;
    await this.queue.addBulk(runs.map(ticketOf)).catch((error: Error) => this.noteOutage(error));
  }

  /**
   * Queues those runs that have no ticket, and brings forward tickets that still wait for a time that
   * has come. Answers how many had none. Throws while Redis is away or silent.
   */
  async addMissing(runs: readonly QueuedRun[]): Promise<number> {
    if (this.queue.client.status !== 'ready') throw new Error('Redis does not answer');
    return within(REPAIR_TIMEOUT_MS, this.repair(runs));
  }

  private async repair(runs: readonly QueuedRun[]): Promise<number> {
    const pipeline = this.queue.client.pipeline();
    for (const run of runs) {
      pipeline.exists(this.queue.toKey(ticketId(run)));
      pipeline.zscore(this.queue.toKey('delayed'), ticketId(run));
    }
    const answers = ((await pipeline.exec()) ?? []).map(([, answer]) => answer);
    const missing = runs.filter((_, index) => answers[2 * index] === 0);
    if (missing.length > 0) await this.queue.addBulk(missing.map(ticketOf));
    const late = runs.filter((_, index) => answers[2 * index + 1] != null);
    for (const run of late) await (await this.queue.getJob(ticketId(run)))?.promote();
    return missing.length;
  }

  /** Starts taking tickets, `concurrency` at once. */
  consume(concurrency: number, work: (runId: string) => Promise<void>): void {
    this.queue
      .process(concurrency, (ticket) => {
        this.measureWait(ticket);
        return work(ticket.data.runId);
      })
      .catch((error: Error) => this.noteOutage(error));
  }

  /** Of all processes. Throws while Redis is away or silent. */
  async countTickets(): Promise<Record<'waiting' | 'active' | 'delayed' | 'failed', number>> {
    if (this.queue.client.status !== 'ready') throw new Error('Redis does not answer');
    const { waiting, active, delayed, failed } = await within(
      ADD_TIMEOUT_MS,
      this.queue.getJobCounts(),
    );
    return { waiting, active, delayed, failed };
  }

  /** One that comes again waited for something else. */
  private measureWait({ timestamp, opts: { delay = 0 }, attemptsMade }: Job<Ticket>): void {
    if (attemptsMade > 0) return;
    const waited = Math.max(0, Date.now() - timestamp - delay) / 1000;
    this.metrics.queueWaitSeconds.observe({ queue: RUN_QUEUE }, waited);
  }

  /** Stops taking tickets in this process; those in work go on. */
  async stopConsuming(): Promise<void> {
    if (this.queue.client.status === 'ready') await this.queue.pause(true, true);
  }

  async onApplicationShutdown(): Promise<void> {
    // Closing waits for an answer of Redis, which may be away, and fails while a connection is being opened.
    if (this.queue.client.status === 'ready')
      await atMost(
        1000,
        this.queue
          .close(true)
          .catch((error: Error) => this.logger.debug(`Closing: ${error.message}`)),
      );
    this.connections.disconnect();
  }

  private noteOutage(error: Error): void {
    if (!this.outage) this.logger.warn(`The queue is not reachable: ${error.message}`);
    this.outage = true;
  }
}

/** An attempt has a ticket of its own: Bull keeps the one of a dead worker for a while. */
function ticketId({ id, attempt }: QueuedRun): string {
  return `${id}.${attempt}`;
}

const ticketOf = (run: QueuedRun) => ({ data: { runId: run.id }, opts: optionsOf(run) });

function optionsOf(run: QueuedRun): JobOptions {
  return {
    jobId: ticketId(run),
    delay: run.delayMs,
    // To Bull 1 is the highest, and any goes before none: what is less urgent than usual can't be said.
    ...(run.priority > 0 && { priority: HIGHEST_PRIORITY + 1 - run.priority }),
    // A ticket fails only when something is broken: it must come back, and leave no pile of stacks.
    stackTraceLimit: 1,
    attempts: Number.MAX_SAFE_INTEGER,
    backoff: { type: 'fixed', delay: 1000 },
    removeOnComplete: true,
    removeOnFail: true,
  };
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer of Redis within ${ms} ms`)), ms);
  });
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}
