import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { OutwardModule } from '../outward/outward.module.js';
import { AppQueueController } from './app-queue/app-queue.controller.js';
import { CallbackSecretController } from './callbacks/callback-secret.controller.js';
import { CallbackSecrets } from './callbacks/callback-secrets.service.js';
import { JobsDrain } from './jobs.drain.js';
import { RunQueueModule } from '../execution/queue/run-queue.module.js';
import { JobsAccess } from './jobs-access.service.js';
import { JobsController } from './jobs.controller.js';
import { RunSubmissionModule } from '../execution/run-submission.module.js';

/** The HTTP side of jobs. */
@Module({
  imports: [AppsModule, BoardsModule, OutwardModule, RunQueueModule, RunSubmissionModule],
  controllers: [AppQueueController, CallbackSecretController, JobsController],
  providers: [CallbackSecrets, JobsAccess, JobsDrain],
})
export class JobsModule {}
