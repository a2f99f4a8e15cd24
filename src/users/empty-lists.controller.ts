import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/api-problems.js';

const EmptyList = (): MethodDecorator =>
  ApiResponse({
    status: 200,
    description: 'An empty list',
    schema: { type: 'array', items: { type: 'object' }, example: [] },
  });

/** What the editor asks for on every page, and this server has nothing of. */
@ApiTags('user')
@Controller('api/v1')
export class EmptyListsController {
  /** Models that fit a search: none, as this server keeps no register of models. */
  @Post('bit')
  @HttpCode(200)
  @EmptyList()
  @ApiOperation({ operationId: 'searchBits' })
  @ApiProblems(401, 503)
  bits(): [] {
    return [];
  }
}
