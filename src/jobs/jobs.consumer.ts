import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { atMost } from '../common/at-most.js';
import { Config } from '../config/config.js';
import { RunnerService } from '../execution/runner.service.js';
import { RunQueue, type Ticket } from '../execution/queue/run-queue.js';

/** A run whose process died is alone among such runs for so long; one whose processes died twice, to its end. */
const WATCHED_MS = 2000;

/** Takes tickets from the queue and has the runs executed. */
@Injectable()
export class JobsConsumer implements OnApplicationBootstrap {
  private hasSuspect = false;

  constructor(
    private readonly queue: RunQueue,
    private readonly runner: RunnerService,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.queue.consume(this.config.runs.concurrency, (ticket) => this.take(ticket));
  }

  /**
   * When a process dies, one of its runs may have killed it. Together again they would die together again, and the
   * innocent be given up with the guilty: a process has one suspect at a time.
   */
  private async take({ runId, crashes = 0 }: Ticket): Promise<void> {
    if (crashes === 0) return this.runner.work(runId);
    if (this.hasSuspect) throw new Error('Another run whose process died is being watched here');
    this.hasSuspect = true;
    const work = this.runner.work(runId);
    try {
      await (crashes === 1 ? atMost(WATCHED_MS, work) : work);
    } finally {
      this.hasSuspect = false;
    }
    await work;
  }
}
