import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AppAccess } from '../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../apps/access/app-permission.guard.js';
import { ApiProblems } from '../common/api-problems.js';
import { RevisionsService } from './revisions.service.js';

/** What the editor asks of pages, which this server does not keep: every true answer is empty. */
@ApiTags('boards')
@Controller('api/v1/apps/:app_id')
export class NoPagesController {
  constructor(private readonly revisions: RevisionsService) {}

  /** The pages of an app: none, as this server keeps no pages. */
  @Get('pages')
  @RequireAppPermission('ReadBoards')
  @ApiOperation({ operationId: 'listPages' })
  @ApiResponse({
    status: 200,
    description: 'An empty list',
    schema: { type: 'array', items: { type: 'object' }, example: [] },
  })
  @ApiProblems(401, 403, 404, 503)
  pages(): [] {
    return [];
  }

  /** What is on the pages of a board, by id: nothing. */
  @Get('board/:board_id/elements')
  @RequireAppPermission('ExecuteBoards')
  @ApiOperation({ operationId: 'listPageElements' })
  @ApiResponse({
    status: 200,
    description: 'An empty object',
    schema: { type: 'object', example: {} },
  })
  @ApiProblems(401, 403, 404, 503)
  async elements(
    @Param('board_id') boardId: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<Record<string, never>> {
    await this.revisions.getRevision(appId, boardId, 'draft');
    return {};
  }
}
