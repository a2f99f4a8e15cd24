import { IsNumber, IsOptional, IsString, MaxLength } from 'class-validator';
import { AnyJson } from '../../common/any-json.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';

/** What somebody thinks of what an event did. */
@IgnoresUnknownFields()
export class PutFeedbackDto {
  /**
   * From 0 to 5; what lies outside counts as the nearer end.
   * @example 5
   */
  @IsNumber()
  rating: number;

  /** @example Greeted me by name. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  comment?: string | null;

  /**
   * The feedback to replace, which must be the caller's; a new one when left out.
   * @example f7k2a8xxat96iws9zmbrgj3a
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  feedback_id?: string | null;

  /** The same, as the ecosystem's web client calls it. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  id?: string | null;

  /** What it is about. */
  @AnyJson()
  context?: unknown;

  /** The messages it is about. */
  @AnyJson()
  history?: unknown;

  @AnyJson()
  globalState?: unknown;

  @AnyJson()
  localState?: unknown;
}

export class FeedbackIdDto {
  /** @example f7k2a8xxat96iws9zmbrgj3a */
  feedback_id: string;

  /** @example f7k2a8xxat96iws9zmbrgj3a */
  id: string;
}
