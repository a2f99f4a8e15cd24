import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { ApiProblems } from '../../common/api-problems.js';
import { InvalidError } from '../../common/errors.js';
import { linkNext, PageDto } from '../../common/page.dto.js';
import type { Principal } from '../../common/principal.js';
import { SignedInUser } from '../credentials/signed-in-user.js';
import { AuditEventDto } from './audit-event.dto.js';

@ApiTags('user')
@Controller('api/v1/user/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** What happened to the caller's account, newest first. */
  @Get()
  @ApiOperation({ operationId: 'listAuditEvents' })
  @ApiProblems(400, 401, 403, 503)
  async list(
    @Query() { limit = 50, cursor, offset = 0 }: PageDto,
    @SignedInUser() { userId }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditEventDto[]> {
    if (cursor !== undefined && !isUuid(cursor))
      throw new InvalidError('The cursor is not one of this list', [
        { path: 'cursor', message: 'must be taken from the header Link of a page' },
      ]);
    const events = await this.audit.listEvents(userId, { limit, before: cursor, offset });
    linkNext(request, reply, events, limit);
    return events.map(AuditEventDto.from);
  }
}
