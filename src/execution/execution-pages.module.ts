import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { BoardRunsController } from './board-runs.controller.js';
import { ExecutionController } from './doors/execution.controller.js';
import { InvokeController } from './doors/invoke.controller.js';
import { RunDoors } from './doors/run-doors.service.js';
import { RunStateController } from './doors/run-state.controller.js';
import { PollTokens } from './poll-tokens.service.js';
import { RunHistory } from './run-history.service.js';
import { RunSubmissionModule } from './run-submission.module.js';

/** The HTTP side of runs: started, followed, looked back at. */
@Module({
  imports: [AppsModule, BoardsModule, RunSubmissionModule],
  // First those whose paths have fixed words where the last one takes any id.
  controllers: [BoardRunsController, InvokeController, RunStateController, ExecutionController],
  providers: [PollTokens, RunDoors, RunHistory],
})
export class ExecutionPagesModule {}
