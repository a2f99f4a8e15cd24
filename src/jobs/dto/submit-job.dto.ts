import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { VERSION_PATTERN } from '../../boards/board-reference.js';
import { AnyJson } from '../../common/any-json.js';
import { IsIdentifier } from '../../common/identifier.js';
import { RECORDS, type RecordMode } from '../../execution/run.js';

/** `standard`, `pool` and `warm` are other names of `async`. */
export const MODES = ['async', 'sync', 'isolated', 'standard', 'pool', 'warm'] as const;

const DAY_MS = 86_400_000;

export class SubmitJobDto {
  /**
   * App that holds the board.
   * @example your-app-id
   */
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  app_id: string;

  /**
   * Board to run.
   * @example your-board-id
   */
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  board_id: string;

  /**
   * `latest` (the newest frozen version, the draft when none is frozen), `draft`, or a version such as `1.2.3`.
   * @example latest
   */
  @IsOptional()
  @Matches(VERSION_PATTERN, { message: 'version must be latest, draft or a version such as 1.2.3' })
  version?: string = 'latest';

  /**
   * What the start node receives: any JSON.
   * @example {"key": "value"}
   */
  @AnyJson()
  payload?: unknown;

  /**
   * `async` answers at once; `sync` waits for the end. `standard`, `pool` and `warm` mean `async`.
   * @example async
   */
  @IsOptional()
  @IsIn(MODES)
  mode?: (typeof MODES)[number] = 'async';

  /** Node to start at. Default: the board's only start node. */
  @IsOptional()
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  node_id?: string | null;

  /** Event of the board to run, instead of a node. It says which version of the board. */
  @IsOptional()
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  event_id?: string | null;

  /** Milliseconds to wait before the job may start, at most a day. */
  @IsOptional()
  @Max(DAY_MS)
  @Min(0)
  @IsInt()
  delay_ms?: number | null = 0;

  /**
   * What to keep of its nodes, for `GET /api/v1/execution/{id}/nodes`: how long they took (`timing`), or what they
   * got and gave, too (`values`). Costs the run time.
   * @example none
   */
  @IsOptional()
  @IsIn(RECORDS)
  record?: RecordMode | null;

  /** Milliseconds after which the job is stopped with status `timeout`. Default: the server's limit. */
  @IsOptional()
  @Max(DAY_MS)
  @Min(1)
  @IsInt()
  timeout_ms?: number | null;

  /** Which of the waiting jobs of the app goes first, -10 to 10. Above 0 it goes before jobs of others, too. */
  @IsOptional()
  @Max(10)
  @Min(-10)
  @IsInt()
  priority?: number | null = 0;

  /** How often to try again when something outside did not answer; what a board does wrong is never tried again. */
  @IsOptional()
  @Max(10)
  @Min(0)
  @IsInt()
  retries?: number | null = 0;

  /** Address that is told of the end by one signed POST (Standard Webhooks). Not in a private network. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  callback_url?: string | null;
}
