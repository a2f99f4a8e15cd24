import { Controller, Delete, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { linkNextInTime } from '../../common/time-page.js';
import type { AppAccess } from '../access/app-access.service.js';
import {
  CurrentAccess,
  RequireAppPermission,
  RequireMember,
} from '../access/app-permission.guard.js';
import { MembershipDto, TeamPageDto } from './membership.dto.js';
import { TeamService } from './team.service.js';

@ApiTags('team')
@Controller('api/v1/apps/:app_id/team')
export class TeamController {
  constructor(private readonly team: TeamService) {}

  /** The members of the app, the longest in it first. Needs ReadTeam. */
  @Get()
  @RequireAppPermission('ReadTeam')
  @ApiOperation({ operationId: 'listMembers' })
  @ApiProblems(400, 401, 403, 404, 503)
  async list(
    @Query() page: TeamPageDto,
    @CurrentAccess() { appId }: AppAccess,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipDto[]> {
    const members = await this.team.listMembers(appId, page);
    linkNextInTime(request, reply, members, page);
    return members.map(MembershipDto.from);
  }

  /** Takes somebody out of the app: anybody but its owner, for Admin; for everybody else, themselves. */
  @Delete(':sub')
  @RequireMember()
  @AnswersNull()
  @ApiOperation({ operationId: 'removeMember' })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('sub') userId: string,
    @CurrentAccess() access: AppAccess,
    @CurrentCaller() caller: Caller,
  ): Promise<string> {
    await this.team.removeMember(access, caller, userId);
    return NULL;
  }
}
