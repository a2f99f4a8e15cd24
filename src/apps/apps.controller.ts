import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../common/api-problems.js';
import { LanguageDto } from '../common/language.js';
import { linkNext } from '../common/page.dto.js';
import {
  type Caller,
  CurrentCaller,
  CurrentUser,
  type Principal,
  UnrestrictedUser,
} from '../common/principal.js';
import { TakesIdempotencyKey } from '../idempotency/takes-idempotency-key.js';
import { readTimeCursor, timeCursor } from '../common/time-page.js';
import { refuseUnknownFields } from '../common/unknown-fields.js';
import { type AppAccess } from './access/app-access.service.js';
import {
  CurrentAccess,
  RequireAppPermission,
  RequireMember,
} from './access/app-permission.guard.js';
import { appTag, wantedTagOf } from './app-etag.js';
import { AppListService } from './app-list.service.js';
import { AppWriter } from './app-writer.service.js';
import { AppsService } from './apps.service.js';
import { AppDto } from './dto/app.dto.js';
import { ListAppsDto } from './dto/list-apps.dto.js';
import { ChangeVisibilityDto, CreateAppDto, PutAppDto } from './dto/write-app.dto.js';
import { MediaAddresses } from './media/media-addresses.service.js';
import { MetadataDto } from './metadata/metadata.dto.js';
import { DEFAULT_LANGUAGE } from './metadata/metadata.service.js';
import { VisibilityService } from './visibility.service.js';

const IF_MATCH = ApiHeader({
  name: 'if-match',
  description: 'The ETag as it was read; 412 when the app was changed since',
  required: false,
});

@ApiTags('apps')
@Controller('api/v1/apps')
export class AppsController {
  constructor(
    private readonly apps: AppsService,
    private readonly list: AppListService,
    private readonly writer: AppWriter,
    private readonly visibility: VisibilityService,
    private readonly addresses: MediaAddresses,
  ) {}

  /** The caller's apps, the latest changed first, each with what is read of it in the language. */
  @Get()
  @ApiOperation({ operationId: 'listApps' })
  @ApiResponse({
    status: 200,
    description: 'Pairs of an app and its metadata, which is null when there is none',
    schema: { type: 'array', items: { type: 'array', minItems: 2, maxItems: 2 }, example: [] },
  })
  @ApiProblems(400, 401, 403, 503)
  async listMine(
    @Query() { limit = 100, offset = 0, cursor, language = DEFAULT_LANGUAGE }: ListAppsDto,
    @CurrentUser() { userId }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<[AppDto, MetadataDto | null][]> {
    const after = cursor === undefined ? undefined : readTimeCursor(cursor);
    const apps = await this.list.listApps(userId, { limit, offset, after, language });
    const cursors = apps.map(({ app }) => ({ id: timeCursor(app.updatedAt, app.id) }));
    linkNext(request, reply, cursors, limit);
    return apps.map(({ app, metadata }) => [
      AppDto.from(app, metadata),
      metadata === undefined
        ? null
        : MetadataDto.from(metadata, this.addresses.of(app.id, app.visibility)),
    ]);
  }

  /** Makes an app with its default roles; the caller becomes its owner. */
  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'createApp' })
  @ApiResponse({ status: 201, type: AppDto })
  @ApiProblems(400, 401, 403, 503)
  async create(
    @Body() dto: CreateAppDto,
    @UnrestrictedUser() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AppDto> {
    const app = await this.writer.create(principal, {
      visibility: dto.visibility ?? 'Private',
      category: dto.category ?? null,
      bits: [],
      language: DEFAULT_LANGUAGE,
      metadata: { name: dto.name, description: dto.description ?? '', tags: dto.tags ?? [] },
    });
    reply.header('location', `/api/v1/apps/${app.id}`);
    return this.read(app.id, DEFAULT_LANGUAGE, reply);
  }

  /** An app with the ids of what it holds. */
  @Get(':app_id')
  @RequireMember()
  @ApiOperation({ operationId: 'getApp' })
  @ApiProblems(401, 403, 404, 503)
  async get(
    @Param('app_id') appId: string,
    @Query() { language = DEFAULT_LANGUAGE }: LanguageDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AppDto> {
    return this.read(appId, language, reply);
  }

  /** Changes an app; an unknown id together with `meta` makes one, as the ecosystem's clients do. */
  @Put(':app_id')
  @IF_MATCH
  @ApiOperation({ operationId: 'putApp' })
  @ApiProblems(400, 401, 403, 404, 409, 412, 422, 503)
  async put(
    @Param('app_id') appId: string,
    @Query() { language = DEFAULT_LANGUAGE }: LanguageDto,
    @Body() dto: PutAppDto,
    @CurrentCaller() caller: Caller,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AppDto> {
    // The ecosystem's own fields come with many others; without them this is a request like any other.
    if (dto.app == null && dto.meta == null) refuseUnknownFields(request.body ?? {}, PutAppDto);
    const id = await this.writer.put(caller, appId, dto, language, wantedTagOf(ifMatch));
    return this.read(id, language, reply);
  }

  /** Deletes an app with everything in it. */
  @Delete(':app_id')
  @HttpCode(204)
  @RequireAppPermission('Owner')
  @ApiOperation({ operationId: 'deleteApp' })
  @ApiResponse({ status: 204 })
  @ApiProblems(401, 403, 404, 503)
  async delete(@Param('app_id') appId: string): Promise<void> {
    await this.apps.removeApp(appId);
  }

  /**
   * Changes who may know of an app. From `Prototype` to public takes a review, which this asks for as
   * `POST …/publications` does; from public to `Prototype` or `Private` takes the app out of the store.
   */
  @Patch(':app_id/visibility')
  @RequireAppPermission('Owner')
  @ApiOperation({ operationId: 'changeVisibility' })
  @ApiProblems(400, 401, 403, 404, 422, 503)
  async changeVisibility(
    @Body() { visibility }: ChangeVisibilityDto,
    @CurrentAccess() { appId }: AppAccess,
    @CurrentUser() { userId }: Principal,
  ): Promise<ChangeVisibilityDto> {
    return { visibility: await this.visibility.changeVisibility(appId, { visibility, userId }) };
  }

  private async read(id: string, language: string, reply: FastifyReply): Promise<AppDto> {
    const app = await this.apps.getApp(id);
    const [[listed], contents] = await Promise.all([
      this.list.withMetadata([app], language),
      this.list.contentsOf(id),
    ]);
    reply.header('etag', appTag(app, contents));
    return AppDto.from(app, listed?.metadata, contents);
  }
}
