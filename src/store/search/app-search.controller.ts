import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppDto } from '../../apps/dto/app.dto.js';
import { MediaAddresses } from '../../apps/media/media-addresses.service.js';
import { MetadataDto } from '../../apps/metadata/metadata.dto.js';
import { ApiProblems } from '../../common/api-problems.js';
import { linkNext } from '../../common/page.dto.js';
import { ForStoreVisitors } from '../store-visitor.guard.js';
import { ListedApps } from './listed-apps.service.js';
import { APP_ORDERS, SearchAppsDto } from './search-apps.dto.js';
import { StoreSearch } from './store-search.service.js';

@ApiTags('store')
@ForStoreVisitors()
@Controller('api/v1/apps/search')
export class AppSearchController {
  constructor(
    private readonly store: StoreSearch,
    private readonly apps: ListedApps,
    private readonly addresses: MediaAddresses,
  ) {}

  /** Published apps as the ecosystem's clients ask for them: what `GET /store` finds, without filter by author. */
  @Get()
  @ApiOperation({ operationId: 'searchApps' })
  @ApiResponse({
    status: 200,
    description: 'Pairs of an app and its metadata',
    schema: { type: 'array', items: { type: 'array', minItems: 2, maxItems: 2 }, example: [] },
  })
  @ApiProblems(400, 401, 403, 503)
  async search(
    @Query() dto: SearchAppsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<[AppDto, MetadataDto][]> {
    const { id, query = '', category, tag, sort = 'MostRelevant', limit = 50 } = dto;
    const { nextCursor, listings } = await this.store.search({
      id,
      query,
      category,
      tag,
      limit,
      author: undefined,
      order: APP_ORDERS[sort],
      cursor: dto.cursor,
      offset: dto.offset ?? 0,
      withFacets: false,
    });
    if (nextCursor !== undefined) linkNext(request, reply, [{ id: nextCursor }], 1);
    return (await this.apps.of(listings, dto.language)).map(({ app, metadata }) => [
      AppDto.from(app, metadata),
      MetadataDto.from(metadata, this.addresses.of(app.id, app.visibility)),
    ]);
  }
}
