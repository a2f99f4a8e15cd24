import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { AppQueues } from '../../execution/app-queues.service.js';
import { AppQueueDto } from './app-queue.dto.js';

@ApiTags('jobs')
@Controller('api/v1/apps/:app_id/queue')
export class AppQueueController {
  constructor(private readonly queues: AppQueues) {}

  /** How many runs of the app wait and run, and whether it is paused. */
  @Get()
  @RequireAppPermission('ReadBoards')
  @ApiOperation({ operationId: 'getAppQueue' })
  @ApiResponse({ status: 200, type: AppQueueDto })
  @ApiProblems(401, 403, 404, 503)
  async get(@CurrentAccess() { appId }: AppAccess): Promise<AppQueueDto> {
    return AppQueueDto.from(await this.queues.look(appId), this.queues.limit);
  }

  /** Lets waiting runs of the app wait on; those that have begun, and those that are answered at once, run. */
  @Post('pause')
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'pauseAppQueue' })
  @ApiResponse({ status: 200, type: AppQueueDto })
  @ApiProblems(401, 403, 404, 503)
  async pause(@CurrentAccess() access: AppAccess): Promise<AppQueueDto> {
    await this.queues.pause(access.appId);
    return this.get(access);
  }

  /** Lets them begin again. */
  @Post('resume')
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'resumeAppQueue' })
  @ApiResponse({ status: 200, type: AppQueueDto })
  @ApiProblems(401, 403, 404, 503)
  async resume(@CurrentAccess() access: AppAccess): Promise<AppQueueDto> {
    await this.queues.resume(access.appId);
    return this.get(access);
  }
}
