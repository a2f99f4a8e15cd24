import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { linkNext } from '../../common/page.dto.js';
import { sendJsonText } from '../../common/prepared-body.js';
import { MediaAddresses } from '../../apps/media/media-addresses.service.js';
import { ForStoreVisitors } from '../store-visitor.guard.js';
import { type StoreApp, StoreApps } from './store-apps.service.js';
import { StoreAppDto } from './store-app.dto.js';
import type { PublishedApp } from './published-app.js';
import { SearchStoreDto } from './search-store.dto.js';
import { type StoreListingDto, StorePageDto } from './store-page.dto.js';
import { type StoreListing, type StorePage, StoreSearch } from './store-search.service.js';

@ApiTags('store')
@ForStoreVisitors()
@Controller('api/v1/store')
export class StoreController {
  constructor(
    private readonly store: StoreSearch,
    private readonly apps: StoreApps,
    private readonly addresses: MediaAddresses,
  ) {}

  /** Published apps. Without credentials only where the hub's feature `unauthorized_read` is on. */
  @Get()
  @ApiOperation({ operationId: 'searchStore' })
  @ApiResponse({ status: 200, type: StorePageDto })
  @ApiResponse({ status: 304, description: 'The caller has it already' })
  @ApiProblems(400, 401, 403, 503)
  async search(
    @Query() dto: SearchStoreDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { query = '', category, tag, author, sort = 'relevance', limit = 50, cursor } = dto;
    const order = { by: sort, isDescending: true };
    const asked = { query, category, tag, author, order, limit, cursor, withFacets: true };
    const page = await this.store.search(asked);
    if (page.nextCursor !== undefined) linkNext(request, reply, [{ id: page.nextCursor }], 1);
    reply.header('cache-control', 'private, no-cache');
    sendJsonText(JSON.stringify(pageDto(page)), request, reply);
  }

  /** One of them in full: what it needs, its events and what they take, its versions. */
  @Get(':id')
  @ApiOperation({ operationId: 'getStoreApp' })
  @ApiResponse({ status: 200, type: StoreAppDto })
  @ApiResponse({ status: 304, description: 'The caller has it already' })
  @ApiProblems(401, 403, 404, 503)
  async get(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { app, published } = await this.apps.get(id);
    reply.header('cache-control', 'private, no-cache');
    sendJsonText(JSON.stringify(this.appDto(app, published)), request, reply);
  }

  private appDto(app: StoreApp, { needs, events }: PublishedApp): StoreAppDto {
    const addressOf = this.addresses.of(app.app_id, app.visibility);
    const shown = (file: string | null | undefined) => (file ? addressOf(file) : null);
    return {
      ...listingDto(app),
      long_description: app.long_description,
      release_notes: app.release_notes,
      icon: shown(app.media?.icon),
      thumbnail: shown(app.media?.thumbnail),
      preview_media: (app.media?.preview_media ?? []).map(addressOf),
      versions: app.versions.map(({ version, release_notes, published_at }) => ({
        version,
        release_notes,
        published_at: rfc3339(published_at),
      })),
      needs,
      events,
    };
  }
}

function pageDto({ listings, nextCursor, correctedQuery, facets }: StorePage): StorePageDto {
  return {
    items: listings.map(listingDto),
    next_cursor: nextCursor ?? null,
    corrected_query: correctedQuery ?? null,
    facets: facets ?? null,
  };
}

function listingDto(listing: StoreListing): StoreListingDto {
  return {
    id: listing.app_id,
    name: listing.name,
    description: listing.description,
    tags: listing.tags,
    author: { id: listing.publisher_id, name: listing.author_name },
    primary_category: listing.primary_category,
    secondary_category: listing.secondary_category,
    age_rating: listing.age_rating,
    price: listing.price,
    visibility: listing.visibility,
    version: listing.version,
    rating: listing.rating_count === 0 ? null : listing.rating_sum / listing.rating_count,
    rating_count: listing.rating_count,
    download_count: listing.download_count,
    published_at: rfc3339(listing.published_at),
    updated_at: rfc3339(listing.updated_at),
  };
}

const rfc3339 = (time: string) => new Date(time).toISOString();
