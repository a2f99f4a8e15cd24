import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { EventsModule } from '../events/events.module.js';
import { RunnableEventsModule } from '../events/runnable-events.module.js';
import { RunSubmissionModule } from '../execution/run-submission.module.js';
import { AppDocumentController } from './app-document/app-document.controller.js';
import { SinksController } from './sinks.controller.js';
import { TriggerDoor } from './trigger-door.service.js';
import { TriggerGuard } from './trigger-guard.service.js';
import { TriggerHttpController } from './trigger-http.controller.js';
import { TriggerWriter } from './trigger-writer.service.js';
import { TriggersService } from './triggers.service.js';

/** What starts events by itself: the door for HTTP, and what is kept of all triggers. */
@Module({
  imports: [AppsModule, BoardsModule, EventsModule, RunnableEventsModule, RunSubmissionModule],
  controllers: [AppDocumentController, SinksController, TriggerHttpController],
  providers: [TriggerDoor, TriggerGuard, TriggerWriter, TriggersService],
})
export class TriggersModule {}
