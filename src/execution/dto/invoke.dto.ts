import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import { AnyJson } from '../../common/any-json.js';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { RECORDS, type RecordMode } from '../run.js';
import { MAX_VERSION_PART } from '../../engine/index.js';

const Flag = (): PropertyDecorator => (target, key) =>
  Transform(({ value }) => value === true || value === 'true')(target, key);

/** What to keep of the nodes of a run. */
@IgnoresUnknownFields()
export class InvokeRecordDto {
  /** How long they took (`timing`), or what they got and gave, too (`values`). */
  @IsOptional()
  @IsIn(RECORDS)
  record?: RecordMode = 'none';
}

/** How the answer is to come; a stream unless asked otherwise. */
@IgnoresUnknownFields()
export class InvokeModeDto extends InvokeRecordDto {
  /** Answer at once with the id of the run; it is run in the background. */
  @IsOptional()
  @Flag()
  @IsBoolean()
  local?: boolean;

  /** In a Kubernetes Job of its own. */
  @IsOptional()
  @Flag()
  @IsBoolean()
  isolated?: boolean;
}

@IgnoresUnknownFields()
export class InvokeEventDto {
  /**
   * What the start node receives: any JSON.
   * @example {"key": "value"}
   */
  @AnyJson()
  payload?: unknown;

  /** Values for variables that are configured at run time: variables in the ecosystem's JSON, by id. */
  @AnyJson({ type: 'object', additionalProperties: true, nullable: true })
  runtime_variables?: unknown;
}

@IgnoresUnknownFields()
export class InvokeBoardDto extends InvokeEventDto {
  /**
   * Node to start at.
   * @example tz4a98xxat96iws9zmbrgj3a
   */
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  node_id: string;

  /**
   * A frozen version; the draft when left out.
   * @example [1, 0, 2]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(3)
  @ArrayMaxSize(3)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(MAX_VERSION_PART, { each: true })
  version?: number[] | null;

  /** Whether the stream tells of every node that begins and ends. */
  @IsOptional()
  @IsBoolean()
  stream_state?: boolean | null = true;
}

const STATES = ['Pending', 'Running', 'Completed', 'Failed', 'Cancelled', 'Timeout'] as const;

/** A run that was taken in for the background. */
export class InvokedRunDto {
  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  run_id: string;

  /** @example pending */
  @IsIn(['pending'])
  status: 'pending';

  /** Credentials for `GET /api/v1/execution/poll`, for an hour. */
  poll_token: string;

  /** @example queue */
  backend: 'queue';

  /** @example The run is queued */
  message: string;
}

/** A run as the ecosystem's clients ask for it. */
export class RunStateDto {
  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  run_id: string;

  /** @example your-board-id */
  board_id: string;
  event_id: string | null;

  /** @example Completed */
  status: (typeof STATES)[number];

  /** @example Queue */
  mode: 'Http' | 'Queue';

  /** Percent done: 0 or 100. */
  progress: number;
  current_step: string | null;
  error: string | null;

  /** Bytes of the JSON text that it was given. */
  input_payload_len: number;

  /** Bytes of the JSON text that it returned. */
  output_payload_len: number;
  started_at: string | null;
  completed_at: string | null;
  created_at: string;
}

@IgnoresUnknownFields()
export class PollDto {
  /** The `sequence` of the last event that was read. */
  @IsOptional()
  @Transform(({ value }) => Number(value))
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after_sequence?: number = 0;

  /** Seconds to wait for news, at most 30. */
  @IsOptional()
  @Transform(({ value }) => Number(value))
  @IsInt()
  @Min(0)
  @Max(30)
  timeout?: number = 10;
}

export class PolledEventDto {
  /** Ascends. */
  sequence: number;

  /** @example completed */
  event_type: string;

  @AnyJson()
  payload: unknown;

  /** @example 2025-01-01T12:00:00.250Z */
  created_at: string;
}

export class PolledRunDto {
  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  run_id: string;

  /** @example Completed */
  status: (typeof STATES)[number];
  progress: number;
  current_step: string | null;
  error: string | null;
  events: PolledEventDto[];
  started_at: string | null;
  completed_at: string | null;
}
