import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../common/api-problems.js';
import { InvalidError, NotFoundError } from '../common/errors.js';
import { type Caller, CurrentCaller } from '../common/principal.js';
import { OptionalCredentials } from '../common/public.js';
import { printValue, type Value } from '../engine/index.js';
import { serverTimingOf } from '../execution/dto/run.dto.js';
import { RerunDto } from '../execution/dto/rerun.dto.js';
import { payloadOf } from '../execution/payload.js';
import { preferredWaitMs } from '../execution/preferences.js';
import { changeOf, requestOf } from '../execution/request-of.js';
import { RunList } from '../execution/history/run-list.service.js';
import { sendRunPage } from '../execution/history/run-page.js';
import type { Run } from '../execution/run.js';
import { starterOf } from '../execution/run-starter.js';
import {
  type AcceptedRun,
  isFinished,
  RunSubmission,
} from '../execution/run-submission.service.js';
import type { TargetRequest } from '../execution/run-targets.service.js';
import { TakesIdempotencyKey } from '../idempotency/takes-idempotency-key.js';
import { OutwardTargets } from '../outward/outward-targets.js';
import { AcceptedJobDto, JobDto, ListedJobDto, runIdOf } from './dto/job.dto.js';
import { ListJobsDto } from './dto/list-jobs.dto.js';
import { SubmitJobDto } from './dto/submit-job.dto.js';
import { JobsAccess } from './jobs-access.service.js';
import { JobsAuthGuard } from './jobs-auth.guard.js';

@ApiTags('jobs')
@OptionalCredentials()
@UseGuards(JobsAuthGuard)
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly runs: RunSubmission,
    private readonly access: JobsAccess,
    private readonly list: RunList,
    private readonly targets: OutwardTargets,
  ) {}

  /** Submits a job: runs a board in the background, or at once with `mode: "sync"`. */
  @Post('submit')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'submitJob' })
  @ApiResponse({ status: 200, type: JobDto, description: 'A sync job that has ended' })
  @ApiResponse({ status: 201, type: AcceptedJobDto, description: 'Accepted; it will reach an end' })
  @ApiProblems(400, 401, 403, 404, 413, 415, 429, 503)
  async submit(
    @Body() dto: SubmitJobDto,
    @CurrentCaller() caller: Caller | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedJobDto | JobDto> {
    const user = await this.access.requireForApp(caller, dto.app_id);
    if (dto.mode === 'isolated') throw noIsolation();
    if (dto.callback_url != null) await this.requireReachable(dto.callback_url);
    const asked = requestOf(
      {
        target: targetOf(dto),
        source: 'job',
        payload: payloadOf(request),
        startedBy: caller === undefined ? null : starterOf(caller),
        user,
        delayMs: dto.delay_ms ?? 0,
        record: dto.record ?? undefined,
        timeoutMs: dto.timeout_ms ?? undefined,
        priority: dto.priority ?? 0,
        retries: dto.retries ?? 0,
        callbackUrl: dto.callback_url,
      },
      request,
    );
    const waitMs = preferredWaitMs(request.headers.prefer);
    if (waitMs !== undefined) reply.header('preference-applied', `wait=${waitMs / 1000}`);
    if (dto.mode !== 'sync' && waitMs === undefined)
      return this.accept(await this.runs.enqueue(asked), reply);
    const run = await this.runs.runAndWait(asked, waitMs);
    return isFinished(run) ? this.send(run, reply.status(200)) : this.accept(run, reply);
  }

  /** The jobs of an app, newest first: all of them to who may read its boards, else one's own. */
  @Get()
  @ApiOperation({ operationId: 'listJobs' })
  @ApiResponse({ status: 200, type: [ListedJobDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  async listJobs(
    @Query() dto: ListJobsDto,
    @CurrentCaller() caller: Caller | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListedJobDto[]> {
    const { app_id: appId, limit, cursor, offset, ...filters } = dto;
    const listable = await this.access.requireListing(caller, appId);
    const listed = await this.list.listRuns(listable, filters, { limit, cursor, offset });
    return sendRunPage(listed, dto, request, reply).map(ListedJobDto.from);
  }

  /** Begins a job anew that ended without completing: the same job, its next attempt. */
  @Post(':job_id/retry')
  @TakesIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ operationId: 'retryJob' })
  @ApiResponse({ status: 200, type: AcceptedJobDto })
  @ApiProblems(401, 403, 404, 409, 429, 503)
  async retry(
    @Param('job_id') jobId: string,
    @CurrentCaller() caller: Caller | undefined,
  ): Promise<AcceptedJobDto> {
    const { run } = await this.access.requireRepeating(caller, knownId(jobId));
    return AcceptedJobDto.from(await this.runs.retry(run));
  }

  /** Runs once more what a job ran, with the same input or another one: a new job. */
  @Post(':job_id/rerun')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'rerunJob' })
  @ApiResponse({ status: 201, type: AcceptedJobDto })
  @ApiProblems(400, 401, 403, 404, 413, 415, 429, 503)
  async rerun(
    @Param('job_id') jobId: string,
    @Body() dto: RerunDto,
    @CurrentCaller() caller: Caller | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedJobDto> {
    const { run, user } = await this.access.requireRepeating(caller, knownId(jobId));
    const startedBy = caller === undefined ? null : starterOf(caller);
    const change = changeOf(dto, request, { source: 'job', startedBy, user });
    return this.accept(await this.runs.rerun(run, change), reply);
  }

  /** The present state of a job. */
  @Get(':job_id')
  @ApiOperation({ operationId: 'getJob' })
  @ApiResponse({ status: 200, type: JobDto })
  @ApiProblems(401, 403, 404, 503)
  async get(
    @Param('job_id') jobId: string,
    @CurrentCaller() caller: Caller | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobDto> {
    return this.send(await this.access.requireSeeing(caller, knownId(jobId)), reply);
  }

  /** Cancels a job that waits or runs: no further node starts, and it ends `cancelled`. */
  @Post(':job_id/cancel')
  @HttpCode(204)
  @ApiOperation({ operationId: 'cancelJob' })
  @ApiResponse({ status: 204, description: 'Recorded; it ends within a second' })
  @ApiProblems(401, 403, 404, 409, 503)
  async cancel(
    @Param('job_id') jobId: string,
    @CurrentCaller() caller: Caller | undefined,
  ): Promise<void> {
    const id = knownId(jobId);
    await this.access.requireControl(caller, id);
    await this.runs.cancel(id);
  }

  private async requireReachable(url: string): Promise<void> {
    const message = await this.targets.findFault(url);
    if (message !== undefined)
      throw new InvalidError('The callback address cannot be used', [
        { path: 'callback_url', message },
      ]);
  }

  private accept(run: AcceptedRun, reply: FastifyReply): AcceptedJobDto {
    const accepted = AcceptedJobDto.from(run);
    reply.status(201).header('location', `/jobs/${accepted.job_id}`);
    return accepted;
  }

  /** Results keep 1.0 apart from 1, which JSON.stringify would not. */
  private send(run: Run, reply: FastifyReply): JobDto {
    const timing = serverTimingOf(run);
    if (timing !== undefined) reply.header('server-timing', timing);
    reply.type('application/json').serializer((body) => printValue(body as Value));
    return JobDto.from(run);
  }
}

function targetOf(dto: SubmitJobDto): TargetRequest {
  const { app_id: appId, board_id: boardId, event_id: eventId, version, node_id: nodeId } = dto;
  if (eventId == null)
    return { appId, boardId, version: version ?? 'latest', nodeId: nodeId ?? undefined };
  if (nodeId != null)
    throw new InvalidError('An event says itself where its board starts', [
      { path: 'node_id', message: 'cannot stand beside event_id' },
    ]);
  return { appId, eventId, boardId };
}

function knownId(jobId: string): string {
  const id = runIdOf(jobId);
  if (id === undefined) throw new NotFoundError(`There is no job ${jobId.slice(0, 100)}`);
  return id;
}

function noIsolation(): InvalidError {
  return new InvalidError('Isolated runs are not set up on this server', [
    { path: 'mode', message: 'isolated needs a Kubernetes cluster; use async or sync' },
  ]);
}
