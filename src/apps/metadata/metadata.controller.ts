import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { type AppAccess } from '../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../access/app-permission.guard.js';
import { AppsService } from '../apps.service.js';
import { MediaAddresses } from '../media/media-addresses.service.js';
import { MetadataDto, metadataOf, MetadataTargetDto, PutMetadataDto } from './metadata.dto.js';
import { DEFAULT_LANGUAGE, MetadataService, targetOf } from './metadata.service.js';

@ApiTags('apps')
@Controller('api/v1/apps/:app_id/meta')
export class MetadataController {
  constructor(
    private readonly apps: AppsService,
    private readonly metadata: MetadataService,
    private readonly addresses: MediaAddresses,
  ) {}

  /** What is read of the app, or of a template of it, in one language. */
  @Get()
  @RequireAppPermission(({ template_id: id }) => (id === undefined ? 'member' : 'ReadTemplates'))
  @ApiOperation({ operationId: 'getMetadata' })
  @ApiProblems(400, 401, 403, 404, 503)
  async get(
    @Query() { language = DEFAULT_LANGUAGE, template_id: templateId }: MetadataTargetDto,
    @CurrentAccess() { appId, visibility }: AppAccess,
  ): Promise<MetadataDto> {
    const target = targetOf(templateId);
    const metadata = await this.metadata.getMetadata(appId, target, language);
    return MetadataDto.from(metadata, this.addresses.of(appId, visibility));
  }

  /** Replaces what is read of the app, or of a template of it, in one language; its pictures stay. */
  @Put()
  @RequireAppPermission(({ template_id: id }) =>
    id === undefined ? 'WriteMeta' : 'WriteTemplates',
  )
  @AnswersNull()
  @ApiOperation({ operationId: 'putMetadata' })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async put(
    @Query() { language = DEFAULT_LANGUAGE, template_id: templateId }: MetadataTargetDto,
    @Body() dto: PutMetadataDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    const fields = metadataOf(dto);
    if (templateId === undefined) await this.apps.updateApp(appId, { metadata: fields, language });
    else await this.metadata.putMetadata(appId, targetOf(templateId), language, fields);
    return NULL;
  }
}
