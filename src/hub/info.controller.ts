import { applyDecorators, Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../common/public.js';
import { Config } from '../config/config.js';
import { HubContactDto, HubFeaturesDto, ProfileTemplateDto } from './dto/hub.dto.js';
import { hubFeatures, profileTemplates } from './hub-information.js';

const Text = (): MethodDecorator =>
  applyDecorators(
    Header('content-type', 'text/plain; charset=utf-8'),
    ApiResponse({
      status: 200,
      description: 'The text',
      content: { 'text/plain': { schema: { type: 'string' }, example: 'Ada Lovelace, London' } },
    }),
  );

/** What the operator tells of this installation, page by page. */
@ApiTags('hub')
@Public()
@Controller('api/v1/info')
export class InfoController {
  constructor(private readonly config: Config) {}

  /** The legal notice. */
  @Get('legal')
  @Text()
  @ApiOperation({ operationId: 'legalNotice' })
  legal(): string {
    return this.config.hub.legal;
  }

  /** The privacy policy. */
  @Get('privacy')
  @Text()
  @ApiOperation({ operationId: 'privacyPolicy' })
  privacy(): string {
    return this.config.hub.privacy;
  }

  /** The terms of service. */
  @Get('terms')
  @Text()
  @ApiOperation({ operationId: 'termsOfService' })
  terms(): string {
    return this.config.hub.terms;
  }

  /** Whom to turn to. */
  @Get('contact')
  @ApiOperation({ operationId: 'contact' })
  contact(): HubContactDto {
    return this.config.hub.contact;
  }

  /** What the installation can do. */
  @Get('features')
  @ApiOperation({ operationId: 'features' })
  features(): HubFeaturesDto {
    return hubFeatures(this.config);
  }

  /** Editor profiles to begin with. */
  @Get('profiles')
  @ApiOperation({ operationId: 'profileTemplates' })
  profiles(): ProfileTemplateDto[] {
    return profileTemplates(this.config);
  }
}
