import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { VERSION } from '../common/version.js';
import { Checks } from './checks.js';
import type { HealthDto, UnhealthyDto } from './dto/health.dto.js';

const HEALTHY: HealthDto = { status: 'healthy', version: VERSION };

/** What the probes answer. Probes that come at the same time share one round of questions. */
@Injectable()
export class ProbesService {
  private readonly asking = new Map<string, Promise<HealthDto | UnhealthyDto>>();

  constructor(
    private readonly health: HealthCheckService,
    private readonly checks: Checks,
  ) {}

  /** Only that the event loop turns: an outage elsewhere must not restart this process. */
  live(): HealthDto {
    return HEALTHY;
  }

  ready(): Promise<HealthDto | UnhealthyDto> {
    const { checks } = this;
    return this.ask('ready', [
      () => checks.notDraining(),
      () => checks.postgres(),
      () => checks.redisAnswers(),
      () => checks.migrations(),
    ]);
  }

  startup(): Promise<HealthDto | UnhealthyDto> {
    const { checks } = this;
    return this.ask('startup', [() => checks.started(), () => checks.migrations()]);
  }

  private ask(
    probe: string,
    questions: Parameters<HealthCheckService['check']>[0],
  ): Promise<HealthDto | UnhealthyDto> {
    let answer = this.asking.get(probe);
    if (answer === undefined) {
      answer = this.health
        .check(questions)
        .then(() => HEALTHY, unhealthy)
        .finally(() => this.asking.delete(probe));
      this.asking.set(probe, answer);
    }
    return answer;
  }
}

function unhealthy(error: unknown): UnhealthyDto {
  if (!(error instanceof ServiceUnavailableException)) throw error;
  const { details } = error.getResponse() as HealthCheckResult;
  return { status: 'unhealthy', version: VERSION, checks: details as UnhealthyDto['checks'] };
}
