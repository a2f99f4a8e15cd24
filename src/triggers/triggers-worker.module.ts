import { Module } from '@nestjs/common';
import { ExecutionModule } from '../execution/execution.module.js';
import { RunQueueModule } from '../execution/queue/run-queue.module.js';
import { RunTargetsModule } from '../execution/run-targets.module.js';
import { CronClock } from './cron-clock.service.js';
import { CronScheduler } from './cron-scheduler.service.js';

/** The clock that starts events. */
@Module({
  imports: [ExecutionModule, RunQueueModule, RunTargetsModule],
  providers: [CronClock, CronScheduler],
})
export class TriggersWorkerModule {}
