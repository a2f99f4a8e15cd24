import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import type { LogMetaJson } from '../../engine/index.js';

/** Later milliseconds are of the year 5138, earlier microseconds of March 1973. */
const LEAST_MICROSECONDS = 100_000_000_000_000;

/** The ecosystem writes moments in either; milliseconds afterwards. */
const Moment = (): PropertyDecorator => (target, key) => {
  Transform(({ value }) => {
    const number = Number(value);
    return Math.abs(number) < LEAST_MICROSECONDS ? number : number / 1000;
  })(target, key);
};

/** Which runs of a board to answer. */
@IgnoresUnknownFields()
export class BoardRunFilterDto {
  /** The node they started at. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  node_id?: string;

  /**
   * Submitted then or later, in milliseconds or microseconds since 1970 UTC.
   * @example 1764000000000000
   */
  @IsOptional()
  @Moment()
  @Min(0)
  @Max(100_000_000_000_000)
  from?: number;

  /** Submitted then or earlier. */
  @IsOptional()
  @Moment()
  @Min(0)
  @Max(100_000_000_000_000)
  to?: number;

  /** The highest level logged: 0 = Debug or Info, 2 = Warn, 3 = Error, 4 = Fatal. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(4)
  status?: number;

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 100;

  /** How many to leave out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  offset?: number = 0;
}

/** The summary of a finished run, as the ecosystem has it. */
export class BoardRunDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  app_id: string;

  /** @example 01a20a52-92b9-7277-9243-b025636fb348 */
  run_id: string;

  /** @example jx0c3ka8b6n4d2w1q9s7z5m3 */
  board_id: string;

  /**
   * Microseconds since 1970 UTC.
   * @example 1764000000000000
   */
  start: number;

  /** @example 1764000000012000 */
  end: number;

  /**
   * The highest level logged, from 0 (Debug) to 4 (Fatal); 0 when nothing was.
   * @example 1
   */
  log_level: number;

  /**
   * Of the board, such as `v1-0-3`, or `draft`.
   * @example v1-0-3
   */
  version: string;

  /** The nodes that ran, each with the highest level it logged. Null for a run that was given up. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
    nullable: true,
    example: [['k1c0m4xxat96iws9zmbrgj3a', 1]],
  })
  nodes: LogMetaJson['nodes'];

  /**
   * How many lines it logged.
   * @example 12
   */
  logs: number | null;

  /**
   * The node the run started at.
   * @example k1c0m4xxat96iws9zmbrgj3a
   */
  node_id: string;

  event_version: string | null;

  /** Empty for a run that belongs to no event. */
  event_id: string;

  /**
   * The bytes of its JSON text; none of one longer than 16 KiB.
   * @example [123, 125]
   */
  payload: number[];

  /** @example true */
  is_remote: boolean;
}
