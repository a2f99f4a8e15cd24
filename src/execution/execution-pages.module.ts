import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { BoardRunsController } from './board-runs.controller.js';
import { ExecutionController } from './doors/execution.controller.js';
import { InvokeController } from './doors/invoke.controller.js';
import { RunStateController } from './doors/run-state.controller.js';
import { InteractionsController } from './interactions/interactions.controller.js';
import { RunHistoryController } from './history/run-history.controller.js';
import { BoardLogsController } from './logs/board-logs.controller.js';
import { RunLogs } from './logs/run-logs.service.js';
import { RecordedNodes } from './recording/recorded-nodes.service.js';
import { PollTokens } from './poll-tokens.service.js';
import { RunHistory } from './run-history.service.js';
import { RunUsage } from './usage/run-usage.service.js';
import { UsageController } from './usage/usage.controller.js';
import { RunSubmissionModule } from './run-submission.module.js';

/** The HTTP side of runs: started, followed, looked back at. */
@Module({
  imports: [AppsModule, BoardsModule, RunSubmissionModule],
  // First those whose paths have fixed words where the last one takes any id.
  controllers: [
    BoardLogsController,
    BoardRunsController,
    InvokeController,
    RunStateController,
    InteractionsController,
    RunHistoryController,
    UsageController,
    ExecutionController,
  ],
  providers: [PollTokens, RecordedNodes, RunHistory, RunLogs, RunUsage],
})
export class ExecutionPagesModule {}
