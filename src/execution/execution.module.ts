import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/boards.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { GivenValues } from './given-values.service.js';
import { OutwardModule } from '../outward/outward.module.js';
import { ProgramsService } from './programs.service.js';
import { Pulse } from './pulse.service.js';
import { RunQueueModule } from './queue/run-queue.module.js';
import { RunnerService } from './runner.service.js';
import { RunSignals } from './run-signals.service.js';
import { RunsService } from './runs.service.js';

@Module({
  imports: [BoardsModule, CatalogModule, OutwardModule, RunQueueModule],
  providers: [GivenValues, ProgramsService, Pulse, RunsService, RunSignals, RunnerService],
  exports: [GivenValues, ProgramsService, Pulse, RunsService, RunSignals, RunnerService],
})
export class ExecutionModule {}
