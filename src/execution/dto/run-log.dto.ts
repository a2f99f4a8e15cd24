import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { LOG_LEVELS, type LogLevelName } from '../../engine/index.js';
import type { NumberedLine } from '../logs/run-logs.service.js';

const LEVELS = LOG_LEVELS.map((level) => level.toLowerCase());
const MOST_LINES = 10_000_000;

/** Which lines of the log of a run of a board to answer. */
@IgnoresUnknownFields()
export class BoardLogFilterDto {
  /** @example 01a20a52-92b9-7277-9243-b025636fb348 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  run_id: string;

  /**
   * A condition in SQL on message, node_id, operation_id, log_level (0 to 4), token_in, token_out, bit_ids, start
   * and end (microseconds).
   * @example log_level IN (2, 3) AND message LIKE '%time%'
   */
  @IsOptional()
  @IsString()
  query?: string;

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number = 100;

  /** How many to leave out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MOST_LINES)
  offset?: number = 0;
}

/** Which lines of the log of a run to answer. */
export class RunLogFilterDto {
  /** The least level: debug, info, warn, error or fatal. */
  @IsOptional()
  @IsIn(LEVELS)
  level?: string;

  /** A condition in SQL; docs/runs.md tells the columns. */
  @IsOptional()
  @IsString()
  query?: string;

  /** Which attempt to run it; default: the last one. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  attempt?: number;

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number = 100;

  /** Where the page before ended: taken from its header Link. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MOST_LINES)
  cursor?: number = 0;
}

export const levelOf = (name: string | undefined): number =>
  name === undefined ? 0 : LEVELS.indexOf(name);

export class SystemTimeDto {
  /** @example 1764000000 */
  secs_since_epoch: number;

  /** @example 250000000 */
  nanos_since_epoch: number;
}

export class LogStatsDto {
  token_in: number | null;
  token_out: number | null;
  bit_ids: string[] | null;
}

/** One line of a log, as the ecosystem has it. */
export class LogMessageDto {
  /** @example The list is empty */
  message: string;
  operation_id: string | null;

  /** @example k1c0m4xxat96iws9zmbrgj3a */
  node_id: string | null;

  /** @example Warn */
  @IsIn(LOG_LEVELS)
  log_level: string;
  stats: LogStatsDto;
  start: SystemTimeDto;
  end: SystemTimeDto;
}

/** One line of the log of a run. */
export class RunLogLineDto {
  /** @example 2025-01-01T12:00:00.250Z */
  time: string;

  /** @example Warn */
  @IsIn(LOG_LEVELS)
  level: LogLevelName;

  /** @example k1c0m4xxat96iws9zmbrgj3a */
  node_id: string;

  /** @example The list is empty */
  message: string;

  static from({ time, level, node_id, message }: NumberedLine): RunLogLineDto {
    return { time: new Date(time).toISOString(), level: LOG_LEVELS[level]!, node_id, message };
  }
}
