import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { LanguageDto } from '../../common/language.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { type AppAccess } from '../access/app-access.service.js';
import {
  CurrentAccess,
  RequireAppPermission,
  RequireMember,
} from '../access/app-permission.guard.js';
import { AppsService } from '../apps.service.js';
import { MetadataDto, metadataOf, PutMetadataDto } from './metadata.dto.js';
import { DEFAULT_LANGUAGE, MetadataService } from './metadata.service.js';

@ApiTags('apps')
@Controller('api/v1/apps/:app_id/meta')
export class MetadataController {
  constructor(
    private readonly apps: AppsService,
    private readonly metadata: MetadataService,
  ) {}

  /** What is read of the app in one language. */
  @Get()
  @RequireMember()
  @ApiOperation({ operationId: 'getMetadata' })
  @ApiProblems(400, 401, 403, 404, 503)
  async get(
    @Query() { language = DEFAULT_LANGUAGE }: LanguageDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<MetadataDto> {
    return MetadataDto.from(await this.metadata.getMetadata(appId, '', language));
  }

  /** Replaces what is read of the app in one language; its pictures stay. */
  @Put()
  @RequireAppPermission('WriteMeta')
  @AnswersNull()
  @ApiOperation({ operationId: 'putMetadata' })
  @ApiProblems(400, 401, 403, 404, 503)
  async put(
    @Query() { language = DEFAULT_LANGUAGE }: LanguageDto,
    @Body() dto: PutMetadataDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.apps.updateApp(appId, { metadata: metadataOf(dto), language });
    return NULL;
  }
}
