import { Transform, Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsIdentifier } from '../../common/identifier.js';
import { LOG_LEVELS } from '../../engine/index.js';
import { RUN_SOURCES, RUN_STATUSES, type RunRowStatus, type RunSource } from '../run.js';
import { RunDto } from './run.dto.js';

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 0, 1);
const RFC_3339 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/i;

const Moment = (): PropertyDecorator => (target, key) => {
  Transform(({ value }) => {
    const time = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
    return new Date(time >= EARLIEST && time <= LATEST ? time : Number.NaN);
  })(target, key);
  IsDate({ message: `${String(key)} must be a date or a time such as 2026-01-01T12:00:00Z` })(
    target,
    key,
  );
};

/** Which runs to answer; all that is given must fit. */
export class RunListDto {
  /** Default: all apps the caller belongs to. */
  @IsOptional()
  @IsIdentifier()
  app_id?: string;

  @IsOptional()
  @IsIdentifier()
  board_id?: string;

  @IsOptional()
  @IsIdentifier()
  event_id?: string;

  @IsOptional()
  @IsIn(RUN_STATUSES)
  status?: RunRowStatus;

  /** By which door they came. */
  @IsOptional()
  @IsIn(RUN_SOURCES)
  source?: RunSource;

  /**
   * Submitted then or later.
   * @example 2026-01-01T00:00:00Z
   */
  @IsOptional()
  @Moment()
  from?: Date;

  /**
   * Submitted before then.
   * @example 2026-02-01T00:00:00Z
   */
  @IsOptional()
  @Moment()
  to?: Date;

  /** `me` = those that the caller started. */
  @IsOptional()
  @IsIn(['me'])
  started_by?: 'me';

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 50;

  /** Where the page before ended: taken from its header Link. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

export interface ListedRow {
  readonly id: string;
  readonly app_id: string;
  readonly board_id: string;
  readonly board_version: string;
  readonly event_id: string | null;
  readonly source: RunSource;
  readonly status: RunRowStatus;
  readonly error: string | null;
  readonly log_level: number | null;
  readonly attempt: number;
  readonly started_by: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
  readonly start_ms: number | null;
  readonly nodes_ms: number | null;
  readonly io_ms: number | null;
  readonly priority: number;
  readonly rerun_of: string | null;
  /** Microseconds since 1970 UTC at which it was submitted: what dates of JavaScript can't say. */
  readonly created_micros: string;
}

/** One run in a list: without its result. */
export class ListedRunDto extends OmitType(RunDto, ['result'] as const) {
  /**
   * By which door it came.
   * @example run
   */
  @ApiProperty({ enum: RUN_SOURCES })
  source: RunSource;

  /**
   * `user:<id>` or `key:<id>`; null = nobody known, such as a clock.
   * @example user:tz4a98xxat96iws9zmbrgj3a
   */
  started_by: string | null;

  static of(row: ListedRow): ListedRunDto {
    const { result: _, ...run } = RunDto.from({
      id: row.id,
      appId: row.app_id,
      boardId: row.board_id,
      boardVersion: row.board_version,
      eventId: row.event_id,
      mode: 'async',
      status: row.status,
      result: null,
      error: row.error,
      logLevel: LOG_LEVELS[row.log_level ?? (row.status === 'failed' ? 3 : 0)]!,
      attempts: row.attempt,
      startedBy: row.started_by,
      createdAt: row.created_at,
      startedAt: row.started_at,
      completedAt: row.completed_at,
      phases:
        row.start_ms === null
          ? null
          : { start: row.start_ms, nodes: row.nodes_ms!, io: row.io_ms! },
      priority: row.priority,
      retriesLeft: 0,
      rerunOf: row.rerun_of,
      callback: null,
    });
    return { ...run, source: row.source, started_by: row.started_by };
  }
}
