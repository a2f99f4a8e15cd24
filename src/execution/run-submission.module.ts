import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { RunnableEventsModule } from '../events/runnable-events.module.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { ExecutionModule } from './execution.module.js';
import { RunQueueModule } from './queue/run-queue.module.js';
import { AppQueues } from './app-queues.service.js';
import { RunList } from './run-list.service.js';
import { RunAccess } from './run-access.service.js';
import { RunStreams } from './run-streams.service.js';
import { RunSubmission } from './run-submission.service.js';
import { RunTargets } from './run-targets.service.js';

/** Takes runs in, and tells of them: for every door that runs come by. */
@Module({
  imports: [
    AppsModule,
    BoardsModule,
    ExecutionModule,
    RunnableEventsModule,
    RunQueueModule,
    ThrottleModule,
  ],
  providers: [AppQueues, RunAccess, RunList, RunStreams, RunSubmission, RunTargets],
  exports: [AppQueues, ExecutionModule, RunAccess, RunList, RunStreams, RunSubmission],
})
export class RunSubmissionModule {}
