import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../../common/api-problems.js';
import { AnswersNull, NULL } from '../../../common/null-answer.js';
import { type Principal, UnrestrictedUser } from '../../../common/principal.js';
import { linkNextInTime } from '../../../common/time-page.js';
import { TeamPageDto } from '../membership.dto.js';
import { InvitationDto } from './invitation.dto.js';
import { InvitationsService } from './invitations.service.js';

/** What people do with the invitations they got. Clients differ in how they answer one, so both ways work. */
@ApiTags('user')
@Controller('api/v1/user/invites')
export class UserInvitesController {
  constructor(private readonly invitations: InvitationsService) {}

  /** The invitations to apps that the caller has not answered yet, oldest first. */
  @Get()
  @ApiOperation({ operationId: 'listInvites' })
  @ApiProblems(400, 401, 403, 503)
  async list(
    @Query() page: TeamPageDto,
    @UnrestrictedUser() { userId }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvitationDto[]> {
    const received = await this.invitations.listReceived(userId, page);
    const invitations = received.map(({ invitation }) => invitation);
    linkNextInTime(request, reply, invitations, page);
    return received.map(InvitationDto.from);
  }

  /** Accepts an invitation: the caller joins the app with its default role. */
  @Post(':id')
  @HttpCode(200)
  @AnswersNull()
  @ApiOperation({ operationId: 'acceptInvite' })
  @ApiProblems(401, 403, 404, 409, 503)
  async accept(
    @Param('id') id: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<string> {
    await this.invitations.accept(userId, id);
    return NULL;
  }

  /** Accepts an invitation, like POST on the invitation itself. */
  @Post(':id/accept')
  @HttpCode(200)
  @AnswersNull()
  @ApiOperation({ operationId: 'acceptInviteByName' })
  @ApiProblems(401, 403, 404, 409, 503)
  async acceptByName(
    @Param('id') id: string,
    @UnrestrictedUser() principal: Principal,
  ): Promise<string> {
    return this.accept(id, principal);
  }

  /** Rejects an invitation. */
  @Delete(':id')
  @AnswersNull()
  @ApiOperation({ operationId: 'rejectInvite' })
  @ApiProblems(401, 403, 404, 503)
  async reject(
    @Param('id') id: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<string> {
    await this.invitations.reject(userId, id);
    return NULL;
  }

  /** Rejects an invitation, like DELETE on the invitation itself. */
  @Post(':id/reject')
  @HttpCode(200)
  @AnswersNull()
  @ApiOperation({ operationId: 'rejectInviteByName' })
  @ApiProblems(401, 403, 404, 503)
  async rejectByName(
    @Param('id') id: string,
    @UnrestrictedUser() principal: Principal,
  ): Promise<string> {
    return this.reject(id, principal);
  }
}
