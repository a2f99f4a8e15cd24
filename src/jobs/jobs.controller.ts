import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../common/api-problems.js';
import { InvalidError, NotFoundError } from '../common/errors.js';
import { type Caller, CurrentCaller } from '../common/principal.js';
import { OptionalCredentials } from '../common/public.js';
import { parseValue, printValue, type Value, type ValueObject } from '../engine/index.js';
import { AcceptedJobDto, JobDto, runIdOf } from './dto/job.dto.js';
import { SubmitJobDto } from './dto/submit-job.dto.js';
import { JobsAccess } from './jobs-access.service.js';
import { JobsAuthGuard } from './jobs-auth.guard.js';
import { isFinished, JobsService } from './jobs.service.js';

@ApiTags('jobs')
@OptionalCredentials()
@UseGuards(JobsAuthGuard)
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly jobs: JobsService,
    private readonly access: JobsAccess,
  ) {}

  /** Submits a job: runs a board in the background, or at once with `mode: "sync"`. */
  @Post('submit')
  @ApiOperation({ operationId: 'submitJob' })
  @ApiResponse({ status: 200, type: JobDto, description: 'A sync job that has ended' })
  @ApiResponse({ status: 201, type: AcceptedJobDto, description: 'Accepted; it will reach an end' })
  @ApiProblems(400, 401, 403, 404, 413, 415, 503)
  async submit(
    @Body() dto: SubmitJobDto,
    @CurrentCaller() caller: Caller | undefined,
    @Req() request: FastifyRequest & { rawBody?: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedJobDto | JobDto> {
    await this.access.requireForApp(caller, dto.app_id);
    if (dto.mode === 'isolated') throw noIsolation();
    const job = await this.jobs.submit({
      appId: dto.app_id,
      boardId: dto.board_id,
      version: dto.version ?? 'latest',
      mode: dto.mode === 'sync' ? 'sync' : 'async',
      payload: payloadOf(request.rawBody),
      nodeId: dto.node_id ?? undefined,
      delayMs: dto.delay_ms ?? 0,
      timeoutMs: dto.timeout_ms ?? undefined,
    });
    const accepted = AcceptedJobDto.from(job);
    if (isFinished(job)) return this.send(reply.status(200), JobDto.from(job));
    reply.status(201).header('location', `/jobs/${accepted.job_id}`);
    return accepted;
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
    const id = knownId(jobId);
    await this.access.requireForJob(caller, id);
    return this.send(reply, JobDto.from(await this.jobs.getJob(id)));
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
    await this.access.requireForJob(caller, id);
    await this.jobs.cancel(id);
  }

  /** Results keep 1.0 apart from 1, which JSON.stringify would not. */
  private send(reply: FastifyReply, job: JobDto): JobDto {
    reply.type('application/json').serializer((body) => printValue(body as Value));
    return job;
  }
}

/** The payload as it was sent: the parsed body no longer tells 1.0 from 1. None counts as null. */
function payloadOf(body: string | undefined): Value {
  if (!body) return null;
  try {
    return (parseValue(body) as ValueObject)['payload'] ?? null;
  } catch (error) {
    const message = (error as Error).message.slice(0, 200);
    throw new InvalidError('The payload cannot be kept', [{ path: 'payload', message }]);
  }
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
