import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { AnyJson } from '../../common/any-json.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { EXECUTION_MODES, LOG_LEVELS, STAGES } from '../../engine/index.js';

const VERSION = /^(latest|draft|\d{1,9}[._]\d{1,9}[._]\d{1,9})$/;

export class WhichVersionDto {
  /**
   * A frozen version, `latest` or `draft`; the draft when left out.
   * @example 1.0.2
   */
  @IsOptional()
  @Matches(VERSION, { message: 'must be a version such as 1.0.2 or 1_0_2, or latest or draft' })
  version?: string;
}

const FORMATS = ['full', 'short', 'short-json'] as const;

export class BoardFormatDto {
  /** `full`: the ecosystem's JSON; `short`: the short form (docs/short-form.md) as YAML, `short-json`: as JSON. */
  @IsOptional()
  @IsIn(FORMATS)
  format?: (typeof FORMATS)[number] = 'full';
}

export class ReadBoardDto extends WhichVersionDto {
  /** `full`: the ecosystem's JSON; `short`: the short form (docs/short-form.md) as YAML, `short-json`: as JSON. */
  @IsOptional()
  @IsIn(FORMATS)
  format?: (typeof FORMATS)[number] = 'full';
}

export class BumpDto {
  /** Which part of the version to raise. */
  @IsOptional()
  @IsIn(['Major', 'Minor', 'Patch'])
  version_type?: 'Major' | 'Minor' | 'Patch' = 'Patch';
}

/** What a board says of itself. A whole board, such as an exported file, takes the place of all of it. */
@IgnoresUnknownFields()
export class PutBoardDto {
  /** @example Greetings */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string | null;

  /** @example Says hello to everybody in a list. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  description?: string | null;

  /** @example Dev */
  @IsOptional()
  @IsIn(STAGES)
  stage?: string | null;

  /** @example Info */
  @IsOptional()
  @IsIn(LOG_LEVELS)
  log_level?: string | null;

  /** @example Hybrid */
  @IsOptional()
  @IsIn(EXECUTION_MODES)
  execution_mode?: string | null;

  /** A board that a new one begins as. */
  @AnyJson()
  template?: unknown;

  /** The nodes of a whole board, by id; the other fields of a board stand beside it. */
  @AnyJson()
  nodes?: unknown;
}

export class BoardIdDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;
}

@IgnoresUnknownFields()
export class CommandsDto {
  /**
   * Commands as the editor makes them, each with its `command_type`.
   * @example [{"command_type": "MoveNode", "node_id": "n1", "to_coordinates": [40, 80, 0]}]
   */
  @AnyJson({ type: 'array', items: { type: 'object' } })
  commands: unknown;
}

/** What editors put onto the clipboard. */
@IgnoresUnknownFields()
export class ClipboardDto {
  /** @example [] */
  @AnyJson({ type: 'array', items: { type: 'object' } })
  nodes?: unknown;

  /** @example [{"id": "c1", "content": "Here it begins", "coordinates": [0, 0, 0]}] */
  @AnyJson({ type: 'array', items: { type: 'object' } })
  comments?: unknown;

  /** @example [] */
  @AnyJson({ type: 'array', items: { type: 'object' } })
  layers?: unknown;

  /**
   * What the nodes refer to: those come along that the board lacks.
   * @example []
   */
  @AnyJson({ type: 'array', items: { type: 'object' } })
  variables?: unknown;

  /**
   * Where the first node goes, else the first comment or layer; left out: everything stays where it was.
   * @example [40, 80, 0]
   */
  @AnyJson({ type: 'array', items: { type: 'number' } })
  offset?: unknown;

  /**
   * The layer that everything comes into; left out: the board itself.
   * @example null
   */
  @AnyJson()
  current_layer?: unknown;
}

export class BoardProblemDto {
  /** @example error */
  severity: 'error' | 'warning';

  /** @example missing_input */
  code: string;

  /** @example tz4a98xxat96iws9zmbrgj3a */
  node_id: string | null;

  /** @example k1c0m4xxat96iws9zmbrgj3a */
  pin_id: string | null;

  /** @example The input "message" of node "Say" (log_info) has neither a wire nor a value */
  message: string;
}
