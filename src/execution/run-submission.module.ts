import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { ExecutionModule } from './execution.module.js';
import { RunQueueModule } from './queue/run-queue.module.js';
import { AppQueues } from './app-queues.service.js';
import { RunDoors } from './doors/run-doors.service.js';
import { RunList } from './history/run-list.service.js';
import { RunAccess } from './run-access.service.js';
import { RunStreams } from './run-streams.service.js';
import { RunSubmission } from './run-submission.service.js';
import { RunTargetsModule } from './run-targets.module.js';

/** Takes runs in, and tells of them: for every door that runs come by. */
@Module({
  imports: [AppsModule, ExecutionModule, RunQueueModule, RunTargetsModule, ThrottleModule],
  providers: [AppQueues, RunAccess, RunDoors, RunList, RunStreams, RunSubmission],
  exports: [AppQueues, ExecutionModule, RunAccess, RunDoors, RunList, RunStreams, RunSubmission],
})
export class RunSubmissionModule {}
