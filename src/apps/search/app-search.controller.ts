import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { AppDto } from '../dto/app.dto.js';
import { MediaAddresses } from '../media/media-addresses.service.js';
import { MetadataDto } from '../metadata/metadata.dto.js';
import { DEFAULT_LANGUAGE } from '../metadata/metadata.service.js';
import { AppSearch } from './app-search.service.js';
import { SearchAppsDto } from './search-apps.dto.js';

@ApiTags('apps')
@Controller('api/v1/apps/search')
export class AppSearchController {
  constructor(
    private readonly apps: AppSearch,
    private readonly addresses: MediaAddresses,
  ) {}

  /** Apps that everybody may join or ask to join, each with what is read of it in the language. */
  @Get()
  @ApiOperation({ operationId: 'searchApps' })
  @ApiResponse({
    status: 200,
    description: 'Pairs of an app and its metadata, which is null when there is none',
    schema: { type: 'array', items: { type: 'array', minItems: 2, maxItems: 2 }, example: [] },
  })
  @ApiProblems(400, 401, 503)
  async search(@Query() dto: SearchAppsDto): Promise<[AppDto, MetadataDto | null][]> {
    const { id, query = '', category, tag, sort = 'MostRelevant', limit = 50, offset = 0 } = dto;
    const language = dto.language ?? DEFAULT_LANGUAGE;
    const asked = { id, query, category, tag, sort, language, limit, offset };
    return (await this.apps.search(asked)).map(({ app, metadata }) => [
      AppDto.from(app, metadata),
      metadata === undefined
        ? null
        : MetadataDto.from(metadata, this.addresses.of(app.id, app.visibility)),
    ]);
  }
}
