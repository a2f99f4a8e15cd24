import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/boards.module.js';
import { ExecutionModule } from '../execution/execution.module.js';
import { RunRetention } from '../execution/retention/run-retention.service.js';
import { OutwardModule } from '../outward/outward.module.js';
import { CallbackDelivery } from './callbacks/callback-delivery.service.js';
import { CallbackSecrets } from './callbacks/callback-secrets.service.js';
import { JobsDrain } from './jobs.drain.js';
import { RunQueueModule } from '../execution/queue/run-queue.module.js';
import { JobsConsumer } from './jobs.consumer.js';
import { JobsReconciler } from './jobs.reconciler.js';

/** The side of jobs that executes them. */
@Module({
  imports: [BoardsModule, ExecutionModule, OutwardModule, RunQueueModule],
  providers: [
    CallbackDelivery,
    CallbackSecrets,
    JobsConsumer,
    JobsReconciler,
    JobsDrain,
    RunRetention,
  ],
})
export class JobsWorkerModule {}
