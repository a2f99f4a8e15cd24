import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AlwaysAnswered } from '../admission/admit-requests.js';
import { Public } from '../common/public.js';
import { HealthDto, UnhealthyDto } from './dto/health.dto.js';
import { ProbesService } from './probes.service.js';

const UNHEALTHY = { status: 503, description: 'Unhealthy', type: UnhealthyDto };

/** What Kubernetes asks. */
@ApiTags('probes')
@Public()
@Controller('health')
export class ProbesController {
  constructor(private readonly probes: ProbesService) {}

  /** Liveness: Kubernetes restarts the process when this fails. Looks at no dependency. */
  @Get('live')
  @AlwaysAnswered()
  @ApiOperation({ operationId: 'live' })
  live(): HealthDto {
    return this.probes.live();
  }

  /** Readiness: no requests are sent here while Postgres or Redis is away, or the process drains. */
  @Get('ready')
  @AlwaysAnswered()
  @ApiOperation({ operationId: 'ready' })
  @ApiResponse({ status: 200, type: HealthDto })
  @ApiResponse(UNHEALTHY)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto | UnhealthyDto> {
    return withStatus(reply, await this.probes.ready());
  }

  /** Startup: the other probes wait until this succeeds. */
  @Get('startup')
  @AlwaysAnswered()
  @ApiOperation({ operationId: 'startup' })
  @ApiResponse({ status: 200, type: HealthDto })
  @ApiResponse(UNHEALTHY)
  async startup(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HealthDto | UnhealthyDto> {
    return withStatus(reply, await this.probes.startup());
  }
}

function withStatus<T extends HealthDto | UnhealthyDto>(reply: FastifyReply, answer: T): T {
  if (answer.status === 'unhealthy') reply.status(503).header('retry-after', 2);
  return answer;
}
