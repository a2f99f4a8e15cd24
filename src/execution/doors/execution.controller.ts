import { Body, Controller, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppAccessService } from '../../apps/access/app-access.service.js';
import { ApiProblems } from '../../common/api-problems.js';
import { InvalidError } from '../../common/errors.js';
import { EventStream } from '../../common/event-stream.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { TakesIdempotencyKey } from '../../idempotency/takes-idempotency-key.js';
import { AcceptedRunDto, RunDto } from '../dto/run.dto.js';
import { StartRunDto } from '../dto/start-run.dto.js';
import { RerunDto } from '../dto/rerun.dto.js';
import { payloadOf } from '../payload.js';
import { changeOf } from '../request-of.js';
import { RunAccess } from '../run-access.service.js';
import { starterOf, userContextOf } from '../run-starter.js';
import { type RunRequest, RunSubmission } from '../run-submission.service.js';
import type { TargetRequest } from '../run-targets.service.js';
import { RunStreams } from '../run-streams.service.js';
import { positionOf, sendRun } from '../send-run.js';
import { RunDoors, sendRunJson } from './run-doors.service.js';
import { ApiRunStream } from './run-stream-example.js';

@ApiTags('execution')
@Controller('api/v1/execution')
export class ExecutionController {
  constructor(
    private readonly doors: RunDoors,
    private readonly submission: RunSubmission,
    private readonly streams: RunStreams,
    private readonly access: RunAccess,
    private readonly apps: AppAccessService,
  ) {}

  /** Runs a board or an event of an app: for an answer, in the background, or as a stream of what it tells. */
  @Post('run')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'run' })
  @ApiHeader({ name: 'prefer', required: false, description: '`wait=5`: seconds to wait at most' })
  @ApiHeader({ name: 'traceparent', required: false, description: 'W3C trace context' })
  @ApiProduces('application/json', 'text/event-stream')
  @ApiRunStream({ type: RunDto, description: 'It has ended; or, as a stream, what it tells' })
  @ApiResponse({ status: 201, type: AcceptedRunDto, description: 'It goes on; see Location' })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 503)
  async run(
    @Body() dto: StartRunDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const access = this.apps.requirePermission(caller, dto.app_id, 'ExecuteEvents');
    const user = access.then((found) => userContextOf(caller, found));
    user.catch(() => undefined); // whoever awaits it says so
    const asked: RunRequest = {
      target: targetOf(dto),
      source: 'run',
      payload: payloadOf(request),
      startedBy: starterOf(caller),
      user,
      record: dto.record ?? undefined,
      timeoutMs: dto.timeout_ms ?? undefined,
    };
    if (request.headers.accept?.includes('text/event-stream') === true)
      return this.doors.stream(asked, request, reply);
    if (dto.mode === 'async') return this.doors.enqueueAndAnswer(asked, request, reply);
    return this.doors.runAndAnswer(asked, request, reply);
  }

  /** Runs once more what a run ran, with the same input or another one: a new run. */
  @Post(':id/rerun')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'rerun' })
  @ApiResponse({ status: 201, type: AcceptedRunDto })
  @ApiProblems(400, 401, 403, 404, 413, 415, 429, 503)
  async rerun(
    @Param('id') id: string,
    @Body() dto: RerunDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedRunDto> {
    const run = await this.access.requireSeeing(caller, id);
    const access = await this.apps.requirePermission(caller, run.appId, 'ExecuteEvents');
    const user = userContextOf(caller, access);
    const by = { source: 'run', startedBy: starterOf(caller), user } as const;
    const accepted = await this.submission.rerun(run, changeOf(dto, request, by));
    reply.header('location', `/api/v1/execution/${accepted.id}`);
    return accepted;
  }

  /** A run as it is now. Who started it may see it, and who may read the boards of the app. */
  @Get(':id')
  @ApiOperation({ operationId: 'getRun' })
  @ApiResponse({ status: 200, type: RunDto })
  @ApiProblems(401, 404, 503)
  async get(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendRunJson(reply, await this.access.requireSeeing(caller, id));
  }

  /** What a run tells, from its beginning or from where the reader was cut off, until it has ended. */
  @Get(':id/events')
  @ApiOperation({ operationId: 'followRun' })
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'The last event that was read; what follows it comes',
  })
  @ApiProduces('text/event-stream')
  @ApiRunStream({ description: 'Events until the run has ended' })
  @ApiProblems(401, 404, 503)
  async follow(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.access.requireSeeing(caller, id);
    const stream = EventStream.begin(reply);
    await sendRun(stream, id, this.streams.follow(id, positionOf(lastEventId), stream.signal));
  }

  /** Stops a run that waits or runs: no further node starts, and it ends `cancelled`. */
  @Post(':id/cancel')
  @HttpCode(204)
  @ApiOperation({ operationId: 'cancelRun' })
  @ApiResponse({ status: 204, description: 'Recorded; it ends within a second' })
  @ApiProblems(401, 404, 409, 503)
  async cancel(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.access.requireControl(caller, id);
    await this.submission.cancel(id);
  }
}

function targetOf(dto: StartRunDto): TargetRequest {
  const { app_id: appId, board_id: boardId, event_id: eventId, version, node_id: nodeId } = dto;
  if (eventId != null) {
    const extra = Object.entries({ board_id: boardId, version, node_id: nodeId })
      .filter(([, value]) => value != null)
      .map(([path]) => ({ path, message: 'is said by the event; leave it out' }));
    if (extra.length > 0) throw new InvalidError('An event says itself what is run', extra);
    return { appId, eventId };
  }
  if (boardId == null)
    throw new InvalidError('It is not clear what to run', [
      { path: 'board_id', message: 'name a board, or an event with event_id' },
    ]);
  return { appId, boardId, version: version ?? 'latest', nodeId: nodeId ?? undefined };
}
