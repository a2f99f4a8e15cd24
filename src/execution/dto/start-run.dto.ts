import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { VERSION_PATTERN } from '../../boards/board-reference.js';
import { AnyJson } from '../../common/any-json.js';
import { RECORDS, type RecordMode } from '../run.js';
import { IsIdentifier } from '../../common/identifier.js';

const MODES = ['sync', 'async'] as const;
const DAY_MS = 86_400_000;

/** What to run: a board or an event of an app. */
export class StartRunDto {
  /** @example your-app-id */
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  app_id: string;

  /**
   * Board to run; either this or `event_id`.
   * @example your-board-id
   */
  @IsOptional()
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  board_id?: string | null;

  /** Event to run. It says which board, which version of it and which node. */
  @IsOptional()
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  event_id?: string | null;

  /**
   * `latest` (the newest frozen version, the draft when none is frozen), `draft`, or a version such as `1.2.3`.
   * @example latest
   */
  @IsOptional()
  @Matches(VERSION_PATTERN, { message: 'version must be latest, draft or a version such as 1.2.3' })
  version?: string | null;

  /** Node to start at. Default: the board's only start node. */
  @IsOptional()
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  node_id?: string | null;

  /**
   * What the start node receives: any JSON.
   * @example {"key": "value"}
   */
  @AnyJson()
  payload?: unknown;

  /**
   * `sync` waits for the end, `async` answers at once. With `Accept: text/event-stream` the answer is what the
   * run tells, as it tells it.
   * @example sync
   */
  @IsOptional()
  @IsIn(MODES)
  mode?: (typeof MODES)[number] | null;

  /**
   * What to keep of its nodes, for `GET /api/v1/execution/{id}/nodes`: how long they took, or what they got and
   * gave, too. Costs the run time.
   * @example none
   */
  @IsOptional()
  @IsIn(RECORDS)
  record?: RecordMode | null;

  /** Milliseconds after which the run is stopped with status `timeout`. Default: the server's limit. */
  @IsOptional()
  @Max(DAY_MS)
  @Min(1)
  @IsInt()
  timeout_ms?: number | null;
}
