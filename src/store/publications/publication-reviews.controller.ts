import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequirePlatformPermission } from '../../auth/admin/platform-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { linkNext, PageDto } from '../../common/page.dto.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { timeCursor } from '../../common/time-page.js';
import {
  PublicationDto,
  RefusePublicationDto,
  ReviewedPublicationDto,
  versionOf,
} from './publication.dto.js';
import { PublicationReviews } from './publication-reviews.service.js';
import type { AppContent } from './app-content.js';

@ApiTags('admin')
@Controller('api/v1/admin/publications')
export class PublicationReviewsController {
  constructor(private readonly reviews: PublicationReviews) {}

  /** What waits to be let into the store, the oldest first. Needs the platform permission ReadPublishing. */
  @Get()
  @RequirePlatformPermission('ReadPublishing')
  @ApiOperation({ operationId: 'listWaitingPublications' })
  @ApiProblems(400, 401, 403, 503)
  async list(
    @Query() page: PageDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicationDto[]> {
    const waiting = await this.reviews.listWaiting(page);
    const cursors = waiting.map(({ requestedAt, appId }) => ({
      id: timeCursor(requestedAt, appId),
    }));
    linkNext(request, reply, cursors, page.limit ?? 50);
    return waiting.map(PublicationDto.from);
  }

  /** A version with all that it is made of. Needs the platform permission ReadPublishing. */
  @Get(':app_id/:version')
  @RequirePlatformPermission('ReadPublishing')
  @ApiOperation({ operationId: 'getPublication' })
  @ApiProblems(401, 403, 404, 503)
  async get(
    @Param('app_id') appId: string,
    @Param('version') version: string,
  ): Promise<ReviewedPublicationDto> {
    const { publication, content } = await this.reviews.getPublication(appId, versionOf(version));
    return {
      ...PublicationDto.from(publication),
      listing: publication.listing,
      content: content === null ? null : (JSON.parse(content) as AppContent),
    };
  }

  /** Puts the version into the store, as it was frozen. Needs the platform permission WritePublishing. */
  @Post(':app_id/:version/approve')
  @HttpCode(200)
  @RequirePlatformPermission('WritePublishing')
  @ApiOperation({ operationId: 'approvePublication' })
  @ApiResponse({ status: 200, type: PublicationDto })
  @ApiProblems(401, 403, 404, 409, 503)
  async approve(
    @Param('app_id') appId: string,
    @Param('version') version: string,
    @CurrentUser() { userId: moderatorId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<PublicationDto> {
    const review = { appId, version: versionOf(version), moderatorId, origin };
    return PublicationDto.from(await this.reviews.approve(review));
  }

  /** Tells the owner why the version may not be in the store. Needs the platform permission WritePublishing. */
  @Post(':app_id/:version/refuse')
  @HttpCode(200)
  @RequirePlatformPermission('WritePublishing')
  @ApiOperation({ operationId: 'refusePublication' })
  @ApiResponse({ status: 200, type: PublicationDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async refuse(
    @Param('app_id') appId: string,
    @Param('version') version: string,
    @Body() { reason }: RefusePublicationDto,
    @CurrentUser() { userId: moderatorId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<PublicationDto> {
    const review = { appId, version: versionOf(version), moderatorId, origin };
    return PublicationDto.from(await this.reviews.refuse(review, reason));
  }
}
