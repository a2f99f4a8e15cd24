import { Controller, Get, Header, type OnModuleInit, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PreparedBody } from '../common/prepared-body.js';
import { Public } from '../common/public.js';
import { Config } from '../config/config.js';
import { HubInformationDto } from './dto/hub.dto.js';
import { hubInformation } from './hub-information.js';

@ApiTags('hub')
@Public()
@Controller('api/v1')
export class HubController implements OnModuleInit {
  private information: PreparedBody;

  constructor(private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    this.information = await PreparedBody.of(JSON.stringify(hubInformation(this.config)));
  }

  /** What this installation is and offers. Clients ask with and without the slash at the end. */
  @Get()
  @Header('cache-control', 'public, no-cache')
  @ApiOperation({ operationId: 'hub' })
  @ApiResponse({ status: 200, type: HubInformationDto })
  @ApiResponse({ status: 304, description: 'The caller has it already' })
  get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.information.sendTo(request, reply);
  }
}
