import { Module } from '@nestjs/common';
import { AppNotificationsModule } from '../apps/notifications/app-notifications.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { FilesModule } from '../files/files.module.js';
import { GivenValues } from './given-values.service.js';
import { InteractionsService } from './interactions/interactions.service.js';
import { OutwardModule } from '../outward/outward.module.js';
import { RunHosts } from './run-hosts.service.js';
import { ProgramsService } from './programs.service.js';
import { Pulse } from './pulse.service.js';
import { QueueFigures } from './queue-figures.service.js';
import { RunQueueModule } from './queue/run-queue.module.js';
import { RunnerService } from './runner.service.js';
import { RunTelemetry } from './run-telemetry.service.js';
import { RunSignals } from './run-signals.service.js';
import { RunsService } from './runs.service.js';

@Module({
  imports: [
    AppNotificationsModule,
    BoardsModule,
    CatalogModule,
    FilesModule,
    OutwardModule,
    RunQueueModule,
  ],
  providers: [
    GivenValues,
    InteractionsService,
    RunHosts,
    ProgramsService,
    Pulse,
    QueueFigures,
    RunsService,
    RunSignals,
    RunTelemetry,
    RunnerService,
  ],
  exports: [
    GivenValues,
    InteractionsService,
    ProgramsService,
    Pulse,
    RunsService,
    RunSignals,
    RunTelemetry,
    RunnerService,
  ],
})
export class ExecutionModule {}
