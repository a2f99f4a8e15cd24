import { Body, Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { isPermitted } from '../../common/app-permission.js';
import { InvalidError } from '../../common/errors.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { TakesIdempotencyKey } from '../../idempotency/takes-idempotency-key.js';
import { InvokeBoardDto, InvokedRunDto, InvokeEventDto, InvokeModeDto } from '../dto/invoke.dto.js';
import { payloadOf } from '../payload.js';
import { PollTokens } from '../poll-tokens.service.js';
import { requestOf } from '../request-of.js';
import { starterOf, userContextOf } from '../run-starter.js';
import { type RunRequest, RunSubmission } from '../run-submission.service.js';
import type { TargetRequest } from '../run-targets.service.js';
import { readRuntimeVariables } from '../runtime-variables.js';
import { RunDoors } from './run-doors.service.js';
import { ApiRunStream } from './run-stream-example.js';

/** The doors that the ecosystem's editor comes by. */
@ApiTags('execution')
@Controller('api/v1/apps/:app_id')
export class InvokeController {
  constructor(
    private readonly doors: RunDoors,
    private readonly submission: RunSubmission,
    private readonly pollTokens: PollTokens,
  ) {}

  /** Runs a board from one of its nodes and streams what it tells. */
  @Post('board/:board_id/invoke')
  @TakesIdempotencyKey()
  @HttpCode(200)
  @RequireAppPermission('ExecuteEvents')
  @ApiOperation({ operationId: 'invokeBoard' })
  @ApiProduces('text/event-stream', 'application/json')
  @ApiRunStream({ type: InvokedRunDto, description: 'What the run tells; with `local` its id' })
  @ApiProblems(400, 401, 403, 404, 413, 415, 503)
  async invokeBoard(
    @Param('board_id') boardId: string,
    @Query() mode: InvokeModeDto,
    @Body() dto: InvokeBoardDto,
    @CurrentCaller() caller: Caller,
    @CurrentAccess() access: AppAccess,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = boardTarget(access, boardId, dto);
    const asked = { ...askedFor(target, dto, caller, access, request), source: 'board' as const };
    await this.answer({ ...asked, tellsNodes: dto.stream_state !== false }, mode, request, reply);
  }

  /** Runs a board from one of its nodes in the background. */
  @Post('board/:board_id/invoke/async')
  @TakesIdempotencyKey()
  @HttpCode(200)
  @RequireAppPermission('ExecuteEvents')
  @ApiOperation({ operationId: 'invokeBoardInBackground' })
  @ApiResponse({ status: 200, type: InvokedRunDto })
  @ApiProblems(400, 401, 403, 404, 413, 415, 503)
  enqueueBoard(
    @Param('board_id') boardId: string,
    @Body() dto: InvokeBoardDto,
    @CurrentCaller() caller: Caller,
    @CurrentAccess() access: AppAccess,
    @Req() request: FastifyRequest,
  ): Promise<InvokedRunDto> {
    const target = boardTarget(access, boardId, dto);
    const asked = { ...askedFor(target, dto, caller, access, request), source: 'board' as const };
    return this.enqueue(requestOf({ ...asked, tellsNodes: dto.stream_state !== false }, request));
  }

  /** Runs an event and streams what it tells. One that is switched off runs for those who may change it. */
  @Post('events/:event_id/invoke')
  @TakesIdempotencyKey()
  @HttpCode(200)
  @RequireAppPermission('ExecuteEvents')
  @ApiOperation({ operationId: 'invokeEvent' })
  @ApiProduces('text/event-stream', 'application/json')
  @ApiRunStream({ type: InvokedRunDto, description: 'What the run tells; with `local` its id' })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 503)
  async invokeEvent(
    @Param('event_id') eventId: string,
    @Query() mode: InvokeModeDto,
    @Body() dto: InvokeEventDto,
    @CurrentCaller() caller: Caller,
    @CurrentAccess() access: AppAccess,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = eventTarget(access, eventId);
    const asked = askedFor(target, dto, caller, access, request);
    await this.answer({ ...asked, source: 'event' }, mode, request, reply);
  }

  /** Runs an event in the background. */
  @Post('events/:event_id/invoke/async')
  @TakesIdempotencyKey()
  @HttpCode(200)
  @RequireAppPermission('ExecuteEvents')
  @ApiOperation({ operationId: 'invokeEventInBackground' })
  @ApiResponse({ status: 200, type: InvokedRunDto })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 503)
  enqueueEvent(
    @Param('event_id') eventId: string,
    @Body() dto: InvokeEventDto,
    @CurrentCaller() caller: Caller,
    @CurrentAccess() access: AppAccess,
    @Req() request: FastifyRequest,
  ): Promise<InvokedRunDto> {
    const target = eventTarget(access, eventId);
    const asked = { ...askedFor(target, dto, caller, access, request), source: 'event' as const };
    return this.enqueue(requestOf(asked, request));
  }

  private async answer(
    asked: RunRequest,
    { local, isolated }: InvokeModeDto,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    if (isolated === true)
      throw new InvalidError('Isolated runs are not set up on this server', [
        { path: 'isolated', message: 'needs a Kubernetes cluster; leave it out' },
      ]);
    if (local === true) reply.send(await this.enqueue(requestOf(asked, request)));
    else await this.doors.stream(asked, request, reply);
  }

  private async enqueue(asked: RunRequest): Promise<InvokedRunDto> {
    const { id } = await this.submission.enqueue(asked);
    const poll_token = this.pollTokens.make(id);
    return { run_id: id, status: 'pending', poll_token, backend: 'queue', message: 'It is queued' };
  }
}

function askedFor(
  target: TargetRequest,
  { runtime_variables }: InvokeEventDto,
  caller: Caller,
  access: AppAccess,
  request: FastifyRequest,
): Omit<RunRequest, 'source'> {
  return {
    target,
    payload: payloadOf(request),
    startedBy: starterOf(caller),
    user: userContextOf(caller, access),
    runtimeVariables: readRuntimeVariables(runtime_variables),
  };
}

function boardTarget(
  { appId }: AppAccess,
  boardId: string,
  { node_id: nodeId, version }: InvokeBoardDto,
): TargetRequest {
  return { appId, boardId, nodeId, version: version?.join('.') ?? 'draft' };
}

function eventTarget({ appId, permissions }: AppAccess, eventId: string): TargetRequest {
  return { appId, eventId, inactiveToo: isPermitted(permissions, 'WriteEvents') };
}
