import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AlwaysAnswered } from '../admission/admit-requests.js';
import { ApiProblems } from '../common/api-problems.js';
import { UnavailableError } from '../common/errors.js';
import { Public } from '../common/public.js';
import { VERSION } from '../common/version.js';
import { DatabaseRoundTripDto, OkDto, VersionDto } from './dto/health.dto.js';
import { ProbeDatabase } from './probe-database.js';

@ApiTags('health')
@Public()
@Controller('api/v1')
export class HealthController {
  constructor(private readonly database: ProbeDatabase) {}

  /** That the API answers. */
  @Get('health')
  @AlwaysAnswered()
  @ApiOperation({ operationId: 'health' })
  health(): OkDto {
    return { status: 'ok' };
  }

  /** How long the database takes to answer. */
  @Get('health/db')
  @AlwaysAnswered()
  @ApiOperation({ operationId: 'databaseHealth' })
  @ApiProblems(503)
  async databaseHealth(): Promise<DatabaseRoundTripDto> {
    try {
      return { rtt: Math.round(await this.database.roundTrip()) };
    } catch {
      throw new UnavailableError('The database does not answer', { retryAfter: 2 });
    }
  }

  /** Version of the API. */
  @Get('version')
  @ApiOperation({ operationId: 'version' })
  version(): VersionDto {
    return { version: VERSION };
  }
}
