import { Module } from '@nestjs/common';
import { ExecutionModule } from '../execution/execution.module.js';
import { RunRetention } from '../execution/retention/run-retention.service.js';
import { JobsDrain } from './jobs.drain.js';
import { RunQueueModule } from '../execution/queue/run-queue.module.js';
import { JobsConsumer } from './jobs.consumer.js';
import { JobsReconciler } from './jobs.reconciler.js';

/** The side of jobs that executes them. */
@Module({
  imports: [ExecutionModule, RunQueueModule],
  providers: [JobsConsumer, JobsReconciler, JobsDrain, RunRetention],
})
export class JobsWorkerModule {}
