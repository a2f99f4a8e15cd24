import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { PageDto } from '../../common/page.dto.js';
import { type Principal, UnrestrictedUser } from '../../common/principal.js';
import { linkNextInTime } from '../../common/time-page.js';
import { ForStoreVisitors } from '../store-visitor.guard.js';
import { PutRatingDto, RatingDto } from './rating.dto.js';
import { RatingsService } from './ratings.service.js';

@ApiTags('store')
@Controller('api/v1/store/:app_id')
export class RatingsController {
  constructor(private readonly ratings: RatingsService) {}

  /** What people think of an app, of all its versions, the oldest first. */
  @Get('ratings')
  @ForStoreVisitors()
  @ApiOperation({ operationId: 'listRatings' })
  @ApiProblems(400, 401, 403, 404, 503)
  async list(
    @Param('app_id') appId: string,
    @Query() page: PageDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RatingDto[]> {
    const ratings = await this.ratings.listRatings(appId, page);
    linkNextInTime(request, reply, ratings, page);
    return ratings.map(RatingDto.from);
  }

  /** What the caller thinks of the version in the store. */
  @Get('rating')
  @ApiOperation({ operationId: 'getRating' })
  @ApiProblems(401, 403, 404, 503)
  async get(
    @Param('app_id') appId: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<RatingDto> {
    return RatingDto.from(await this.ratings.getRating({ appId, userId }));
  }

  /** Rates the version in the store, or changes one's rating of it. Not for those who work at the app. */
  @Put('rating')
  @ApiOperation({ operationId: 'putRating' })
  @ApiProblems(400, 401, 403, 404, 503)
  async put(
    @Param('app_id') appId: string,
    @Body() { rating, comment }: PutRatingDto,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<RatingDto> {
    const rater = { appId, userId };
    return RatingDto.from(await this.ratings.putRating(rater, rating, comment ?? ''));
  }

  /** Takes back one's rating of the version in the store. */
  @Delete('rating')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeRating' })
  @ApiResponse({ status: 204 })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('app_id') appId: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<void> {
    await this.ratings.removeRating({ appId, userId });
  }
}
