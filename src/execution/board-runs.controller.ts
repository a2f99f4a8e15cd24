import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AppAccess } from '../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../apps/access/app-permission.guard.js';
import { ApiProblems } from '../common/api-problems.js';
import type { LogMetaJson } from '../engine/index.js';
import { BoardRunDto, BoardRunFilterDto } from './dto/board-run.dto.js';
import { RunHistory } from './run-history.service.js';

@ApiTags('boards')
@Controller('api/v1/apps/:app_id/board/:board_id/runs')
export class BoardRunsController {
  constructor(private readonly history: RunHistory) {}

  /** The finished runs of a board, those first that were submitted last. */
  @Get()
  @RequireAppPermission('ReadBoards')
  @ApiOperation({ operationId: 'listBoardRuns' })
  @ApiResponse({ status: 200, type: [BoardRunDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  list(
    @Param('board_id') boardId: string,
    @Query() filter: BoardRunFilterDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<LogMetaJson[]> {
    const { node_id: startNode, status: logLevel, from, to, limit = 100, offset = 0 } = filter;
    return this.history.listRuns(appId, boardId, { startNode, logLevel, from, to, limit, offset });
  }
}
