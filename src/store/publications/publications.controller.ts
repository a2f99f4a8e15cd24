import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { PublicationDto, PublishAppDto, versionOf } from './publication.dto.js';
import { PublicationsService } from './publications.service.js';

@ApiTags('publications')
@Controller('api/v1/apps/:app_id/publications')
export class PublicationsController {
  constructor(private readonly publications: PublicationsService) {}

  /** What was put forward of the app and what became of it, newest first. Needs Admin. */
  @Get()
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'listPublications' })
  @ApiProblems(401, 403, 404, 503)
  async list(@CurrentAccess() { appId }: AppAccess): Promise<PublicationDto[]> {
    return (await this.publications.listPublications(appId)).map(PublicationDto.from);
  }

  /**
   * Freezes the app as it is and asks for it to be in the store; what waits already is taken back. 422 names the
   * places where something looks like a secret. Needs Owner.
   */
  @Post()
  @RequireAppPermission('Owner')
  @ApiOperation({ operationId: 'publishApp' })
  @ApiResponse({ status: 201, type: PublicationDto })
  @ApiProblems(400, 401, 403, 404, 422, 503)
  async publish(
    @Body() dto: PublishAppDto,
    @CurrentAccess() { appId }: AppAccess,
    @CurrentUser() { userId }: Principal,
  ): Promise<PublicationDto> {
    const request = {
      userId,
      visibility: dto.visibility ?? undefined,
      releaseNotes: dto.release_notes ?? '',
    };
    return PublicationDto.from(await this.publications.publish(appId, request));
  }

  /** Takes back what waits for a moderator. Needs Owner. */
  @Delete(':version')
  @HttpCode(204)
  @RequireAppPermission('Owner')
  @ApiOperation({ operationId: 'withdrawPublication' })
  @ApiResponse({ status: 204 })
  @ApiProblems(401, 403, 404, 409, 503)
  async takeBack(
    @Param('version') version: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<void> {
    await this.publications.takeBack(appId, versionOf(version));
  }
}
