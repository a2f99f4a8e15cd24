import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/boards.module.js';
import { RunnableEventsModule } from '../events/runnable-events.module.js';
import { ExecutionModule } from './execution.module.js';
import { RunTargets } from './run-targets.service.js';

/** Finds what is to be run: for every process that begins runs. */
@Module({
  imports: [BoardsModule, ExecutionModule, RunnableEventsModule],
  providers: [RunTargets],
  exports: [RunTargets],
})
export class RunTargetsModule {}
