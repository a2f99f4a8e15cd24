import {
  type BeforeApplicationShutdown,
  Body,
  Controller,
  Headers,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppAccessService } from '../../apps/access/app-access.service.js';
import { ApiProblems } from '../../common/api-problems.js';
import { EventStream } from '../../common/event-stream.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { Public } from '../../common/public.js';
import { printValue } from '../../engine/index.js';
import { memberOf } from '../payload.js';
import { starterOf } from '../run-starter.js';
import { OpenInteractionDto, RespondDto, RespondedDto } from './interaction.dto.js';
import { InteractionsService } from './interactions.service.js';

const EXAMPLE =
  'event: created\ndata: {"id":"tz4a98xxat96iws9zmbrgj3a","responder_jwt":"int_…","expires_at":"2025-01-01T12:02:00.000Z"}\n\n' +
  'event: responded\ndata: {"value":{"choice":"yes"}}\n\n';

/** Questions to people. */
@ApiTags('execution')
@Controller('api/v1/interaction')
export class InteractionsController implements BeforeApplicationShutdown {
  private readonly closing = new AbortController();

  constructor(
    private readonly interactions: InteractionsService,
    private readonly apps: AppAccessService,
  ) {}

  beforeApplicationShutdown(): void {
    this.closing.abort();
  }

  /**
   * Opens a question and waits for its answer: the stream sends `created`, with credentials for whoever is to
   * answer, and then `responded` with the answer or `expired`. Of more than ten open questions the oldest ends.
   */
  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'openInteraction' })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  @ApiProblems(400, 401, 403, 404, 503)
  async open(
    @Body() { app_id: appId, ttl_seconds: ttl }: OpenInteractionDto,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.apps.requirePermission(caller, appId, 'ExecuteEvents');
    const asked = { appId, runId: null, askedBy: starterOf(caller), ttlSeconds: ttl ?? 120 };
    const { id, token, expiresAt } = await this.interactions.open(asked);
    const stream = EventStream.begin(reply);
    const created = { id, responder_jwt: token, expires_at: expiresAt.toISOString() };
    await stream.send({ type: 'created', data: JSON.stringify(created) });
    try {
      const signal = AbortSignal.any([stream.signal, this.closing.signal]);
      const answer = await this.interactions.answer(id, signal);
      const data = answer.responded ? printValue({ value: answer.value }) : '{}';
      await stream.send({ type: answer.responded ? 'responded' : 'expired', data });
    } catch {
      // The reader has gone, this process goes, or the database has: there is nobody to tell, or nothing.
    } finally {
      stream.end();
    }
  }

  /** Answers a question. The credentials are the `responder_jwt` that came with it. */
  @Post(':id/respond')
  @HttpCode(200)
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'respondToInteraction' })
  @ApiResponse({ status: 200, type: RespondedDto })
  @ApiProblems(400, 401, 403, 404, 410, 413, 503)
  async respond(
    @Param('id') id: string,
    @Body() _dto: RespondDto,
    @Headers('authorization') authorization: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<RespondedDto> {
    const token = authorization?.replace(/^Bearer\s+/i, '') ?? '';
    return { accepted: await this.interactions.respond(id, token, memberOf(request, 'value')) };
  }
}
