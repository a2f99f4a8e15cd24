import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RunnerService } from '../execution/runner.service.js';
import { RunQueue } from '../execution/queue/run-queue.js';

/** Takes tickets from the queue and has the runs executed. */
@Injectable()
export class JobsConsumer implements OnApplicationBootstrap {
  constructor(
    private readonly queue: RunQueue,
    private readonly runner: RunnerService,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.queue.consume(this.config.runs.concurrency, (runId) => this.runner.work(runId));
  }
}
