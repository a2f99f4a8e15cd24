import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/boards.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ProgramsService } from './programs.service.js';
import { RunnerService } from './runner.service.js';
import { RunSignals } from './run-signals.service.js';
import { RunsService } from './runs.service.js';

@Module({
  imports: [BoardsModule, CatalogModule],
  providers: [ProgramsService, RunsService, RunSignals, RunnerService],
  exports: [ProgramsService, RunsService, RunSignals, RunnerService],
})
export class ExecutionModule {}
