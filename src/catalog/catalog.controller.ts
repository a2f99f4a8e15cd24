import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../common/api-problems.js';
import { sendJsonText } from '../common/prepared-body.js';
import { Public } from '../common/public.js';
import { ApiNodeDefinitions } from './dto/node-example.js';
import { NodeFilterDto } from './dto/node-filter.dto.js';
import { NodeDefinitions } from './node-definitions.service.js';

@ApiTags('catalog')
@Controller('api/v1')
export class CatalogController {
  constructor(private readonly definitions: NodeDefinitions) {}

  /** What boards can be made of: all node types, or those that fit. */
  @Get('catalog')
  @Public()
  @Header('cache-control', 'public, no-cache')
  @ApiOperation({ operationId: 'listNodeTypes' })
  @ApiNodeDefinitions()
  @ApiProblems(400)
  list(
    @Query() filter: NodeFilterDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (filter.category === undefined && !filter.search)
      return this.definitions.all.sendTo(request, reply);
    sendJsonText(this.definitions.list(filter), request, reply);
  }

  /** The same as the whole catalog, where the editor asks for it. */
  @Get('apps/nodes')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'listNodeTypesForEditor' })
  @ApiNodeDefinitions()
  @ApiProblems(401, 503)
  listForEditor(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.definitions.all.sendTo(request, reply);
  }
}
