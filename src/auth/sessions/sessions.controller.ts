import { Controller, Delete, Get, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { linkNext, PageDto } from '../../common/page.dto.js';
import type { Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { readTimeCursor, timeCursor } from '../../common/time-page.js';
import { SignedInUser } from '../credentials/signed-in-user.js';
import { SessionDto } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('user')
@Controller('api/v1/user/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** Where the caller is signed in, the latest used first. */
  @Get()
  @ApiOperation({ operationId: 'listSessions' })
  @ApiProblems(400, 401, 403, 503)
  async list(
    @Query() { limit = 50, offset = 0, cursor }: PageDto,
    @SignedInUser() { userId, credentialId }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto[]> {
    const after = cursor === undefined ? undefined : readTimeCursor(cursor);
    const sessions = await this.sessions.listOpen(userId, { limit, offset, after });
    const cursors = sessions.map(({ lastUsedAt, id }) => ({ id: timeCursor(lastUsedAt, id) }));
    linkNext(request, reply, cursors, limit);
    return sessions.map((session) => SessionDto.from(session, credentialId));
  }

  /** Signs out there. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endSession' })
  @ApiResponse({ status: 204 })
  @ApiProblems(401, 403, 404, 503)
  async end(
    @Param('id') id: string,
    @SignedInUser() { userId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.sessions.end(userId, id, origin);
  }
}
