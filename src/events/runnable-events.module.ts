import { Module } from '@nestjs/common';
import { RunnableEvents } from './runnable-events.service.js';

/** What every process that runs events needs of them. */
@Module({ providers: [RunnableEvents], exports: [RunnableEvents] })
export class RunnableEventsModule {}
