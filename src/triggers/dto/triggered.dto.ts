import { ApiProperty } from '@nestjs/swagger';
import { AnyJson } from '../../common/any-json.js';
import { RUN_STATUSES } from '../../execution/run.js';

/** What became of the run that a request started. */
export class TriggeredDto {
  /** @example true */
  triggered: boolean;

  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  run_id: string;

  /** @example completed */
  status: (typeof RUN_STATUSES)[number];

  /**
   * What the board returned; only once it has ended.
   * @example {"received": 1}
   */
  @AnyJson()
  result?: unknown;

  /**
   * One sentence that names the node to blame; null when it did not fail.
   * @example null
   */
  error?: string | null;
}

export class StillRunningDto {
  /** @example true */
  triggered: boolean;

  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  run_id: string;

  /** @example running */
  status: (typeof RUN_STATUSES)[number];
}

/** Nothing was started. */
export class NotTriggeredDto {
  /** @example false */
  triggered: boolean;

  @ApiProperty({ type: String, nullable: true, example: null })
  run_id: null;

  /** @example Route not found */
  message: string;
}
