import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { RUN_STATUSES, type RunRowStatus } from '../run.js';
import type { AppDay, DayOfUsage, UsageSummary } from '../usage/run-usage.service.js';

const seconds = (ms: number) => Math.round(ms) / 1000;

@IgnoresUnknownFields()
export class UsagePageDto {
  /** From 1 on. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page?: number = 1;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  page_size?: number = 20;

  @IsOptional()
  @IsIdentifier()
  app_id?: string;
}

/** What the caller's runs in one app used on one day. */
export class ExecutionUsageDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  app_id: string;

  /**
   * In UTC.
   * @example 2026-01-31
   */
  day: string;

  /** @example 12 */
  runs: number;

  /**
   * Of these, those that failed, ran out of time or were cancelled.
   * @example 1
   */
  failed: number;

  /**
   * Nodes computing.
   * @example 0.25
   */
  node_seconds: number;

  /**
   * Waiting for the world.
   * @example 3.5
   */
  io_seconds: number;

  static from({ nodes_ms, io_ms, ...day }: DayOfUsage): ExecutionUsageDto {
    return { ...day, node_seconds: seconds(nodes_ms), io_seconds: seconds(io_ms) };
  }
}

export class ExecutionUsagePageDto {
  items: ExecutionUsageDto[];

  /**
   * On all pages.
   * @example 1
   */
  total: number;

  /** @example 1 */
  page: number;

  /** @example 20 */
  page_size: number;
}

/** This server calls no models for its users: there is never an item. */
export class NoUsagePageDto {
  @ApiProperty({ type: 'array', items: { type: 'object' }, maxItems: 0, example: [] })
  items: object[];

  /** @example 0 */
  total: number;

  /** @example 1 */
  page: number;

  /** @example 20 */
  page_size: number;
}

export class UsageSummaryDto {
  /** @example 12 */
  total_executions: number;

  /** @example 1 */
  failed_executions: number;

  /** @example 0.25 */
  node_seconds: number;

  /** @example 3.5 */
  io_seconds: number;

  /**
   * Apps that the caller ran something in.
   * @example 2
   */
  apps: number;

  /** @example 0 */
  total_llm_invocations: number;

  /** @example 0 */
  total_embedding_invocations: number;

  static from({ runs, failed, nodes_ms, io_ms, apps }: UsageSummary): UsageSummaryDto {
    return {
      total_executions: runs,
      failed_executions: failed,
      node_seconds: seconds(nodes_ms),
      io_seconds: seconds(io_ms),
      apps,
      total_llm_invocations: 0,
      total_embedding_invocations: 0,
    };
  }
}

const DAY = /^(19[7-9]|[2-9]\d\d)\d-\d\d-\d\d$/;

function IsDay(): PropertyDecorator {
  const validate = (value: unknown) =>
    typeof value === 'string' &&
    DAY.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value);
  const defaultMessage = () => 'must be a day such as 2026-01-31';
  return ValidateBy({ name: 'isDay', validator: { validate, defaultMessage } });
}

export class AppUsageFilterDto {
  /** The first day, in UTC. Default: 29 days before the last one. */
  @IsOptional()
  @IsDay()
  from?: string;

  /** The last day. Default: today. */
  @IsOptional()
  @IsDay()
  to?: string;
}

/** What the runs of an app with one end used on one day. */
export class AppUsageDto {
  /**
   * In UTC.
   * @example 2026-01-31
   */
  day: string;

  /** @example completed */
  @ApiProperty({ enum: RUN_STATUSES })
  status: RunRowStatus;

  /** @example 12 */
  runs: number;

  /** @example 0.25 */
  node_seconds: number;

  /** @example 3.5 */
  io_seconds: number;

  static from({ nodes_ms, io_ms, ...day }: AppDay): AppUsageDto {
    return { ...day, node_seconds: seconds(nodes_ms), io_seconds: seconds(io_ms) };
  }
}
