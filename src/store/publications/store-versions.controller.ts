import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { ForStoreVisitors } from '../store-visitor.guard.js';
import { StoreVersionDto } from './publication.dto.js';
import { PublicationsService } from './publications.service.js';

@ApiTags('store')
@Controller('api/v1/store/:app_id/versions')
export class StoreVersionsController {
  constructor(private readonly publications: PublicationsService) {}

  /** The versions of an app that are or were in the store, newest first, and what is new in each. */
  @Get()
  @ForStoreVisitors()
  @ApiOperation({ operationId: 'listStoreVersions' })
  @ApiProblems(401, 403, 404, 503)
  async list(@Param('app_id') appId: string): Promise<StoreVersionDto[]> {
    return (await this.publications.listVersions(appId)).map(StoreVersionDto.from);
  }
}
