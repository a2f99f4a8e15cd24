import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { LOG_LEVELS, logMessageJson, type LogMessageJson } from '../../engine/index.js';
import { BoardLogFilterDto, LogMessageDto } from '../dto/run-log.dto.js';
import { RunLogs } from './run-logs.service.js';

@ApiTags('boards')
@Controller('api/v1/apps/:app_id/board/:board_id/logs')
export class BoardLogsController {
  constructor(private readonly logs: RunLogs) {}

  /** What a finished run of a board logged, in the order of the nodes. Empty while it still runs. */
  @Get()
  @RequireAppPermission(['ReadBoards', 'ReadLogs'])
  @ApiOperation({ operationId: 'listBoardLogs' })
  @ApiResponse({ status: 200, type: [LogMessageDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  async list(
    @Param('board_id') boardId: string,
    @Query() { run_id: id, query, limit = 100, offset = 0 }: BoardLogFilterDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<LogMessageJson[]> {
    // The editor sends an empty query when nothing is to be left out.
    const wanted = query?.trim() === '' ? undefined : query;
    const lines = await this.logs.listByOffset({ id, appId, boardId }, wanted, { limit, offset });
    return lines.map(({ time, level, node_id: nodeId, message }) =>
      logMessageJson({ time, level: LOG_LEVELS[level]!, nodeId, message }),
    );
  }
}
