import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import type { Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
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
  @ApiProblems(401, 403, 503)
  async list(@SignedInUser() { userId, credentialId }: Principal): Promise<SessionDto[]> {
    const sessions = await this.sessions.listOpen(userId);
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
