import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../common/api-problems.js';
import { AnswersNull, NULL } from '../../../common/null-answer.js';
import { type Principal, UnrestrictedUser } from '../../../common/principal.js';
import { RateLimited } from '../../../throttle/rate-limit.guard.js';
import type { AppAccess } from '../../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../access/app-permission.guard.js';
import { JoiningDto } from '../membership.dto.js';
import { CreateLinkDto, InviteLinkDto } from './invite-link.dto.js';
import { InviteLinksService } from './invite-links.service.js';

@ApiTags('team')
@Controller('api/v1/apps/:app_id/team/link')
export class InviteLinksController {
  constructor(private readonly links: InviteLinksService) {}

  /** The links that let people into the app, newest first. Needs Admin. */
  @Get()
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'listInviteLinks' })
  @ApiProblems(401, 403, 404, 503)
  async list(@CurrentAccess() { appId }: AppAccess): Promise<InviteLinkDto[]> {
    return (await this.links.listLinks(appId)).map(InviteLinkDto.from);
  }

  /** Makes a link that lets people into the app. Not for apps that are Private or Offline. Needs Admin. */
  @Put()
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'createInviteLink' })
  @ApiResponse({ status: 200, type: InviteLinkDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async create(
    @Body() { name, max_uses: maxUses }: CreateLinkDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<InviteLinkDto> {
    return InviteLinkDto.from(await this.links.createLink(appId, name ?? null, maxUses ?? -1));
  }

  /** Removes a link; who joined by it stays. Needs Admin. */
  @Delete(':link_id')
  @RequireAppPermission('Admin')
  @AnswersNull()
  @ApiOperation({ operationId: 'removeInviteLink' })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('link_id') id: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.links.removeLink(appId, id);
    return NULL;
  }

  /** The caller joins the app by a link. */
  @Post('join/:token')
  @RateLimited('join')
  @HttpCode(200)
  @ApiOperation({ operationId: 'joinByLink' })
  @ApiResponse({ status: 200, type: JoiningDto })
  @ApiProblems(401, 403, 404, 409, 503)
  async join(
    @Param('app_id') appId: string,
    @Param('token') token: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<JoiningDto> {
    await this.links.join(userId, appId, token);
    return { status: 'joined' };
  }
}
