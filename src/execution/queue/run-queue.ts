import { atMost } from '../../common/at-most.js';
import { within } from '../../common/within.js';
import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Job, JobOptions, Queue } from 'bull';
import { Grouped } from '../../database/grouped.js';
import type { QueuedRun } from '../run.js';
import { Metrics } from '../../metrics/metrics.js';
import { QueueConnections } from '../../queue/queue-connections.js';

export const RUN_QUEUE = 'jobs';

export interface Ticket {
  readonly runId: string;
  /** How many of the processes that ran it died; undefined = none. */
  readonly crashes?: number;
}

/** Tickets on their way to Redis; what comes beyond them the reconciler queues. */
const MOST_ON_THE_WAY = 10_000;
const SILENT = 'Redis does not answer';
const REPAIR_TIMEOUT_MS = 5000;
const COUNT_TIMEOUT_MS = 1000;
const HIGHEST_PRIORITY = 10;
/** After which a ticket comes back that could not be worked on, and one whose turn it was not. */
const BROKEN_MS = 1000;
const NOT_YET_MS = 200;
/**
 * Whether there is a ticket under KEYS[1]. What Bull notes of one that Redis forgot meanwhile makes a hash without
 * data, in no list: such remains are removed, as Bull adds nothing under a key that is there.
 */
const HAS_TICKET = `if redis.call('HEXISTS', KEYS[1], 'data') == 1 then return 1 end
  redis.call('DEL', KEYS[1])
  return 0`;

/**
 * The Bull queue: tickets that say which run is to be taken up. A ticket carries no more than the id;
 * what is lost here is put back from the rows, and a ticket too many claims nothing.
 */
@Injectable()
export class RunQueue implements OnApplicationShutdown {
  private readonly logger = new Logger(RunQueue.name);
  private outage = false;
  private readonly onTheWay = new Set<Promise<unknown>>();
  private readonly adding = new Grouped<QueuedRun, unknown>((runs) =>
    this.queue.addBulk(runs.map(ticketOf)),
  );

  constructor(
    @InjectQueue(RUN_QUEUE) private readonly queue: Queue<Ticket>,
    private readonly connections: QueueConnections,
    private readonly metrics: Metrics,
  ) {
    queue.on('error', (error: Error) => this.noteOutage(error));
    queue.client.on('ready', () => (this.outage = false));
  }

  /**
   * Queues accepted runs, those of many callers together. Nobody waits for it, and it never fails: an accepted run is
   * safe without a ticket, and what Redis does not take the reconciler finds.
   */
  add(...runs: readonly QueuedRun[]): void {
    for (const run of runs) {
      if (this.queue.client.status !== 'ready' || this.onTheWay.size >= MOST_ON_THE_WAY) return;
      const added = this.adding.call(run).catch((error: Error) => this.noteOutage(error));
      this.onTheWay.add(added);
      void added.then(() => this.onTheWay.delete(added));
    }
  }

  /**
   * Queues those runs that have no ticket, and brings forward tickets that still wait for a time that
   * has come. Answers how many had none. Throws while Redis is away or silent.
   */
  async addMissing(runs: readonly QueuedRun[]): Promise<number> {
    if (this.queue.client.status !== 'ready') throw new Error(SILENT);
    return within(REPAIR_TIMEOUT_MS, this.repair(runs), SILENT);
  }

  private async repair(runs: readonly QueuedRun[]): Promise<number> {
    const pipeline = this.queue.client.pipeline();
    for (const run of runs) {
      pipeline.eval(HAS_TICKET, 1, this.queue.toKey(ticketId(run)));
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
  consume(concurrency: number, work: (ticket: Ticket) => Promise<void>): void {
    this.queue
      .process(concurrency, async (ticket) => {
        // Redis has forgotten it since its id was read; the reconciler finds the run.
        if (!isTicket(ticket.data)) return;
        this.measureWait(ticket);
        await work(ticket.data);
      })
      .catch((error: Error) => this.noteOutage(error));
  }

  /** Of all processes. Throws while Redis is away or silent. */
  async countTickets(): Promise<Record<'waiting' | 'active' | 'delayed' | 'failed', number>> {
    if (this.queue.client.status !== 'ready') throw new Error(SILENT);
    const { waiting, active, delayed, failed } = await within(
      COUNT_TIMEOUT_MS,
      this.queue.getJobCounts(),
      SILENT,
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
    await atMost(1000, Promise.all(this.onTheWay));
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

const isTicket = (data: Partial<Ticket>): data is Ticket => data.runId !== undefined;

/** An attempt has a ticket of its own: Bull keeps the one of a dead worker for a while. */
function ticketId({ id, attempt }: QueuedRun): string {
  return `${id}.${attempt}`;
}

const dataOf = ({ id, crashes }: QueuedRun): Ticket => ({ runId: id, ...(crashes && { crashes }) });

const ticketOf = (run: QueuedRun) => ({ data: dataOf(run), opts: optionsOf(run) });

function optionsOf(run: QueuedRun): JobOptions {
  return {
    jobId: ticketId(run),
    delay: run.delayMs,
    // To Bull 1 is the highest, and any goes before none: what is less urgent than usual can't be said.
    ...(run.priority > 0 && { priority: HIGHEST_PRIORITY + 1 - run.priority }),
    // A ticket fails when something is broken, or to wait its turn: it must come back, and leave no pile of stacks.
    stackTraceLimit: 1,
    attempts: Number.MAX_SAFE_INTEGER,
    backoff: { type: 'fixed', delay: run.crashes === undefined ? BROKEN_MS : NOT_YET_MS },
    removeOnComplete: true,
    removeOnFail: true,
  };
}
