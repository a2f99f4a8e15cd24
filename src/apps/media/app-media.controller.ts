import { Controller, Delete, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { imageKindOf } from '../../users/avatars/image-kind.js';
import { type AppAccess } from '../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../access/app-permission.guard.js';
import { MetadataTargetDto } from '../metadata/metadata.dto.js';
import { DEFAULT_LANGUAGE, targetOf } from '../metadata/metadata.service.js';
import { NewMediaDto, SignedUrlDto } from './app-media.dto.js';
import { AppMediaService } from './app-media.service.js';

@ApiTags('apps')
@Controller('api/v1/apps/:app_id/meta/media')
export class AppMediaController {
  constructor(private readonly media: AppMediaService) {}

  /**
   * Where to send a picture with one PUT, within ten minutes: PNG, JPEG, WebP or GIF of at most 1 MiB. An icon or
   * a thumbnail takes the place of the one before; a preview is added. Needs WriteMeta, for a template
   * WriteTemplates.
   */
  @Put()
  @RequireAppPermission(({ template_id: id }) =>
    id === undefined ? 'WriteMeta' : 'WriteTemplates',
  )
  @ApiOperation({ operationId: 'uploadAppMedia' })
  @ApiProblems(400, 401, 403, 404, 503)
  async upload(
    @Query()
    { item, extension, language = DEFAULT_LANGUAGE, template_id: templateId }: NewMediaDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<SignedUrlDto> {
    const place = { appId, target: targetOf(templateId), language, item };
    return { signed_url: await this.media.uploadUrl(place, imageKindOf(extension)!) };
  }

  /** Removes a picture, whichever it is, by the last part of its address. */
  @Delete(':media_id')
  @RequireAppPermission(({ template_id: id }) =>
    id === undefined ? 'WriteMeta' : 'WriteTemplates',
  )
  @AnswersNull()
  @ApiOperation({ operationId: 'removeAppMedia' })
  @ApiProblems(400, 401, 403, 404, 503)
  async remove(
    @Param('media_id') file: string,
    @Query() { template_id: templateId }: MetadataTargetDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.media.removePicture(appId, targetOf(templateId), file);
    return NULL;
  }
}
