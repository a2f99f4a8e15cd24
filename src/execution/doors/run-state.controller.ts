import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { UnauthenticatedError } from '../../common/errors.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { Public } from '../../common/public.js';
import { printValue, type Value } from '../../engine/index.js';
import { PollDto, PolledRunDto, RunStateDto } from '../dto/invoke.dto.js';
import { PollTokens } from '../poll-tokens.service.js';
import { RunAccess } from '../run-access.service.js';
import { polledRun, positionAfter, runState } from '../run-state.js';
import { RunStreams } from '../run-streams.service.js';
import { RunSubmission } from '../run-submission.service.js';
import { RunsService } from '../runs.service.js';

/** Events in one answer. */
const MOST = 100;

/** What the ecosystem's clients ask of runs that they did not stream. */
@ApiTags('execution')
@Controller('api/v1')
export class RunStateController {
  constructor(
    private readonly access: RunAccess,
    private readonly runs: RunsService,
    private readonly submission: RunSubmission,
    private readonly streams: RunStreams,
    private readonly pollTokens: PollTokens,
  ) {}

  /** A run as it is now. */
  @Get('execution/run/:run_id')
  @ApiOperation({ operationId: 'getRunState' })
  @ApiResponse({ status: 200, type: RunStateDto })
  @ApiProblems(401, 404, 503)
  async get(@Param('run_id') id: string, @CurrentCaller() caller: Caller): Promise<RunStateDto> {
    const run = await this.access.requireSeeing(caller, id);
    return runState(run, await this.runs.countPayload(id));
  }

  /**
   * What a run has told since, at most 100 events; waits for news for as long as `timeout` says, unless the run
   * has ended. The credentials are the `poll_token` that came with the run.
   */
  @Get('execution/poll')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'pollRun' })
  @ApiResponse({ status: 200, type: PolledRunDto })
  @ApiProblems(400, 401, 404, 503)
  async poll(
    @Query() { after_sequence = 0, timeout = 10 }: PollDto,
    @Headers('authorization') authorization: string | undefined,
    @Req() { raw }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const id = this.pollTokens.read(authorization?.replace(/^Bearer\s+/i, '') ?? '');
    if (id === undefined) throw new UnauthenticatedError('This needs the poll_token of a run');
    const gone = new AbortController();
    raw.on('close', () => gone.abort());
    const position = positionAfter(after_sequence);
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(timeout * 1000)]);
    const { entries } = await this.streams.next(id, position, signal);
    const run = await this.submission.getRun(id);
    reply
      .type('application/json')
      .serializer((body) => printValue(body as Value))
      .send(polledRun(run, entries.slice(0, MOST)));
  }

  /** Stops a run that waits or runs. */
  @Post('runs/:run_id/cancel')
  @HttpCode(200)
  @AnswersNull()
  @ApiOperation({ operationId: 'cancelRunOfEditor' })
  @ApiProblems(401, 404, 409, 503)
  async cancel(@Param('run_id') id: string, @CurrentCaller() caller: Caller): Promise<string> {
    await this.access.requireControl(caller, id);
    await this.submission.cancel(id);
    return NULL;
  }
}
