import { IsOptional, Matches } from 'class-validator';
import { VERSION_PATTERN } from '../../boards/board-reference.js';
import { AnyJson } from '../../common/any-json.js';

/** What is to be different when a run is repeated; what is left out stays the same. */
export class RerunDto {
  /**
   * What the start node receives: any JSON.
   * @example {"key": "value"}
   */
  @AnyJson()
  payload?: unknown;

  /**
   * `latest`, `draft`, or a version such as `1.2.3`.
   * @example latest
   */
  @IsOptional()
  @Matches(VERSION_PATTERN, { message: 'version must be latest, draft or a version such as 1.2.3' })
  version?: string | null;
}
