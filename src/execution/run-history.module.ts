import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { BoardRunsController } from './board-runs.controller.js';
import { RunHistory } from './run-history.service.js';

/** What became of the runs of a board, over HTTP. */
@Module({
  imports: [AppsModule, BoardsModule],
  controllers: [BoardRunsController],
  providers: [RunHistory],
})
export class RunHistoryModule {}
