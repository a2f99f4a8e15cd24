import { Body, Controller, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../common/api-problems.js';
import { AnswersNull, NULL } from '../../../common/null-answer.js';
import { type Caller, CurrentCaller } from '../../../common/principal.js';
import { RateLimited } from '../../../throttle/rate-limit.guard.js';
import type { AppAccess } from '../../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../access/app-permission.guard.js';
import { InviteDto } from './invitation.dto.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('team')
@Controller('api/v1/apps/:app_id/team/invite')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /** Invites a user, who is told and decides. Not for apps that are Private or Offline. Needs Admin. */
  @Put()
  @RequireAppPermission('Admin')
  @RateLimited('invite')
  @AnswersNull()
  @ApiOperation({ operationId: 'invite' })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async invite(
    @Body() { sub: userId, message = null }: InviteDto,
    @CurrentAccess() { appId }: AppAccess,
    @CurrentCaller() caller: Caller,
  ): Promise<string> {
    const invitedBy = caller.via === 'api-key' ? null : caller.userId;
    await this.invitations.invite(appId, { userId, message, invitedBy });
    return NULL;
  }
}
