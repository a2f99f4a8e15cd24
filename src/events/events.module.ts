import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardEditingModule } from '../boards/board-editing.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { EventCopies } from './event-copies.service.js';
import { EventSecrets } from './event-secrets.service.js';
import { EventTargets } from './event-targets.service.js';
import { EventWatchers } from './event-watchers.service.js';
import { EventWriter } from './event-writer.service.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FeedbackService } from './feedback/feedback.service.js';

/** Entry points of apps: what people, programs and clocks can start. */
@Module({
  imports: [AppsModule, BoardsModule, BoardEditingModule],
  controllers: [EventsController, FeedbackController],
  providers: [
    EventCopies,
    EventsService,
    EventSecrets,
    EventTargets,
    EventWatchers,
    EventWriter,
    FeedbackService,
  ],
  exports: [EventCopies, EventWatchers],
})
export class EventsModule {}
