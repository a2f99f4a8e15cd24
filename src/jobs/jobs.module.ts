import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { ExecutionModule } from '../execution/execution.module.js';
import { JobsDrain } from './jobs.drain.js';
import { JobsQueueModule } from './jobs-queue.module.js';
import { JobsAccess } from './jobs-access.service.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';

/** The HTTP side of jobs. */
@Module({
  imports: [AppsModule, BoardsModule, ExecutionModule, JobsQueueModule],
  controllers: [JobsController],
  providers: [JobsAccess, JobsService, JobsDrain],
})
export class JobsModule {}
