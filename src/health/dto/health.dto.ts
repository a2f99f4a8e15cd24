export class HealthDto {
  /** @example healthy */
  status: 'healthy';

  /** @example 0.1.0 */
  version: string;
}

export class CheckDto {
  /** @example down */
  status: 'up' | 'down';

  /** @example Redis does not answer */
  reason?: string;
}

export class UnhealthyDto {
  /** @example unhealthy */
  status: 'unhealthy';

  /** @example 0.1.0 */
  version: string;

  /**
   * By name of the check.
   * @example {"lifecycle": {"status": "up"}, "postgres": {"status": "up"}, "redis": {"status": "down", "reason": "Redis does not answer"}, "migrations": {"status": "up"}}
   */
  checks: Record<string, CheckDto>;
}

export class OkDto {
  /** @example ok */
  status: 'ok';
}

export class DatabaseRoundTripDto {
  /**
   * Whole milliseconds of one round trip to the database.
   * @example 5
   */
  rtt: number;
}

export class VersionDto {
  /** @example 0.1.0 */
  version: string;
}
