import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { JobsDrain } from './jobs.drain.js';
import { RunQueueModule } from '../execution/queue/run-queue.module.js';
import { JobsAccess } from './jobs-access.service.js';
import { JobsController } from './jobs.controller.js';
import { RunSubmissionModule } from '../execution/run-submission.module.js';

/** The HTTP side of jobs. */
@Module({
  imports: [AppsModule, RunQueueModule, RunSubmissionModule],
  controllers: [JobsController],
  providers: [JobsAccess, JobsDrain],
})
export class JobsModule {}
