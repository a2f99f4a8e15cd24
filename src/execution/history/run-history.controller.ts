import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { linkNext } from '../../common/page.dto.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { printValue, type Value } from '../../engine/index.js';
import { ListedRunDto, RunListDto } from '../dto/run-list.dto.js';
import { levelOf, RunLogFilterDto, RunLogLineDto } from '../dto/run-log.dto.js';
import { RunNodeDto } from '../dto/run-node.dto.js';
import { RunLogs } from '../logs/run-logs.service.js';
import { RecordedNodes } from '../recording/recorded-nodes.service.js';
import { RunAccess } from '../run-access.service.js';
import { RunList } from './run-list.service.js';
import { sendRunPage } from './run-page.js';

/** Runs, looked back at. */
@ApiTags('execution')
@Controller('api/v1/execution')
export class RunHistoryController {
  constructor(
    private readonly runs: RunList,
    private readonly access: RunAccess,
    private readonly logs: RunLogs,
    private readonly nodes: RecordedNodes,
  ) {}

  /** Runs, those first that were submitted last: all of the apps whose boards the caller may read, else their own. */
  @Get()
  @ApiOperation({ operationId: 'listRuns' })
  @ApiResponse({ status: 200, type: [ListedRunDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  async list(
    @Query() filter: RunListDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListedRunDto[]> {
    const { app_id: appId, started_by: startedBy, limit, cursor, offset, ...filters } = filter;
    const listable = await this.runs.listableBy(caller, appId, startedBy === 'me');
    const listed = await this.runs.listRuns(listable, filters, { limit, cursor, offset });
    return sendRunPage(listed, filter, request, reply).map(ListedRunDto.of);
  }

  /** What a run that has ended logged, in the order of its nodes; for those who may read boards or logs. */
  @Get(':id/logs')
  @ApiOperation({ operationId: 'listRunLogs' })
  @ApiResponse({ status: 200, type: [RunLogLineDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  async listLogs(
    @Param('id') id: string,
    @Query() { level, query, attempt, limit = 100, cursor = 0 }: RunLogFilterDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunLogLineDto[]> {
    const run = await this.access.requireInside(caller, id);
    const filter = { query, level: levelOf(level) };
    const from = { id: run.id, attempt: attempt ?? run.attempts };
    const lines = await this.logs.listFrom(from, filter, cursor, limit);
    const cursors = lines.map(({ number }) => ({ id: String(number + 1) }));
    linkNext(request, reply, cursors, limit);
    return lines.map(RunLogLineDto.from);
  }

  /**
   * The nodes of a run that has ended, those first that took longest. Times and values are there of runs that were
   * started with `record`; for those who may read boards or logs.
   */
  @Get(':id/nodes')
  @ApiOperation({ operationId: 'listRunNodes' })
  @ApiResponse({ status: 200, type: [RunNodeDto] })
  @ApiProblems(401, 403, 404, 503)
  async listNodes(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const run = await this.access.requireInside(caller, id);
    const nodes = await this.nodes.listNodes(run.id);
    // Values keep 1.0 apart from 1, which JSON.stringify would not.
    reply.type('application/json').serializer((body) => printValue(body as Value));
    reply.send(nodes);
  }
}
