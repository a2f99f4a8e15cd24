import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../../common/api-problems.js';
import { AnswersNull, NULL } from '../../../common/null-answer.js';
import { type Principal, UnrestrictedUser } from '../../../common/principal.js';
import { linkNextInTime } from '../../../common/time-page.js';
import { RateLimited } from '../../../throttle/rate-limit.guard.js';
import type { AppAccess } from '../../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../access/app-permission.guard.js';
import { JoiningDto, TeamPageDto } from '../membership.dto.js';
import { AskToJoinDto, JoinRequestDto } from './join-request.dto.js';
import { JoinRequestsService } from './join-requests.service.js';

@ApiTags('team')
@Controller('api/v1/apps/:app_id/team')
export class JoinRequestsController {
  constructor(private readonly requests: JoinRequestsService) {}

  /** Asks to join an app that is listed. Into a public one that costs nothing the caller gets at once. */
  @Put('queue')
  @RateLimited('join')
  @HttpCode(200)
  @ApiOperation({ operationId: 'askToJoin' })
  @ApiResponse({ status: 200, type: JoiningDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async ask(
    @Param('app_id') appId: string,
    @Body() { comment }: AskToJoinDto,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<JoiningDto> {
    return { status: await this.requests.ask(userId, appId, comment ?? null) };
  }

  /** Who asks to join the app, oldest first. Needs Admin. */
  @Get('queue')
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'listJoinRequests' })
  @ApiProblems(400, 401, 403, 404, 503)
  async list(
    @Query() page: TeamPageDto,
    @CurrentAccess() { appId }: AppAccess,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JoinRequestDto[]> {
    const requests = await this.requests.listRequests(appId, page);
    linkNextInTime(request, reply, requests, page);
    return requests.map(JoinRequestDto.from);
  }

  /** Lets somebody in who asked for it. Needs Admin. */
  @Post('queue/:request_id')
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @AnswersNull()
  @ApiOperation({ operationId: 'acceptJoinRequest' })
  @ApiProblems(401, 403, 404, 409, 503)
  async accept(
    @Param('request_id') id: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.requests.accept(appId, id);
    return NULL;
  }

  /** Does not let somebody in who asked for it. Needs Admin. */
  @Delete('queue/:request_id')
  @RequireAppPermission('Admin')
  @AnswersNull()
  @ApiOperation({ operationId: 'rejectJoinRequest' })
  @ApiProblems(401, 403, 404, 503)
  async reject(
    @Param('request_id') id: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.requests.reject(appId, id);
    return NULL;
  }

  /** Gets the caller into a public app that costs nothing; 409 for one with a price, as there are no payments. */
  @Post('purchase')
  @RateLimited('join')
  @HttpCode(200)
  @ApiOperation({ operationId: 'purchaseApp' })
  @ApiResponse({ status: 200, type: JoiningDto })
  @ApiProblems(401, 403, 404, 409, 503)
  async purchase(
    @Param('app_id') appId: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<JoiningDto> {
    await this.requests.purchase(userId, appId);
    return { status: 'joined' };
  }
}
