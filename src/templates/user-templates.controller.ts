import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppAccessService } from '../apps/access/app-access.service.js';
import { MediaAddresses } from '../apps/media/media-addresses.service.js';
import { DEFAULT_LANGUAGE } from '../apps/metadata/metadata.service.js';
import { ApiProblems } from '../common/api-problems.js';
import { LanguageDto } from '../common/language.js';
import { CurrentUser, type Principal } from '../common/principal.js';
import { ApiTemplates } from './template-example.js';
import { type TemplateTuple, tupleOf } from './template.dto.js';
import { TemplatesService } from './templates.service.js';

@ApiTags('templates')
@Controller('api/v1/user/templates')
export class UserTemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly access: AppAccessService,
    private readonly addresses: MediaAddresses,
  ) {}

  /** The templates of all apps in which the caller may read them. */
  @Get()
  @ApiOperation({ operationId: 'listMyTemplates' })
  @ApiTemplates()
  @ApiProblems(400, 401, 403, 503)
  async list(
    @Query() { language = DEFAULT_LANGUAGE }: LanguageDto,
    @CurrentUser() user: Principal,
  ): Promise<TemplateTuple[]> {
    const appIds = await this.access.appsPermitting(user, 'ReadTemplates');
    const listed = await this.templates.listTemplates(appIds, language);
    return listed.map((one) => tupleOf(one, this.addresses));
  }
}
