import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Pulse } from '../execution/pulse.service.js';
import { RunnerService } from '../execution/runner.service.js';
import { RunQueue } from '../execution/queue/run-queue.js';

/** How a process that runs jobs goes: takes no more, lets the present ones end, hands the rest on. */
@Injectable()
export class JobsDrain implements BeforeApplicationShutdown {
  constructor(
    private readonly queue: RunQueue,
    private readonly runner: RunnerService,
    private readonly pulse: Pulse,
    private readonly config: Config,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stopConsuming();
    const handedBack = await this.runner.drain(this.config.shutdown.graceMs);
    this.queue.add(...handedBack);
    await this.pulse.stop();
  }
}
