import {
  Allow,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { VERSION_PATTERN } from '../../boards/board-reference.js';

/** `standard`, `pool` and `warm` are other names of `async`. */
export const MODES = ['async', 'sync', 'isolated', 'standard', 'pool', 'warm'] as const;

const DAY_MS = 86_400_000;

export class SubmitJobDto {
  /**
   * App that holds the board.
   * @example your-app-id
   */
  @IsString()
  @Length(1, 200)
  app_id: string;

  /**
   * Board to run.
   * @example your-board-id
   */
  @IsString()
  @Length(1, 200)
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
  @Allow()
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
  @IsString()
  @Length(1, 200)
  node_id?: string;

  /** Milliseconds to wait before the job may start, at most a day. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAY_MS)
  delay_ms?: number = 0;

  /** Milliseconds after which the job is stopped with status `timeout`. Default: the server's limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(DAY_MS)
  timeout_ms?: number;
}
