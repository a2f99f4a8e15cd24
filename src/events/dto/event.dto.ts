import { IsIn, IsOptional } from 'class-validator';
import { PrerunDto } from '../../boards/dto/prerun.dto.js';
import type { Prerun } from '../../boards/prerun.js';
import { AnyJson } from '../../common/any-json.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { EVENT } from './event-example.js';

const { id: _id, event_version: _version, inputs: _inputs, ...SENT } = EVENT;

/** Everything an event is; what is left out gets the value of a new one. */
@IgnoresUnknownFields()
export class PutEventDto {
  @AnyJson({ type: 'object', additionalProperties: true, example: SENT })
  event: unknown;

  /**
   * Keeps the state before under its version and raises that part. When left out, only a change of where the
   * event leads does so, as `Patch`.
   */
  @IsOptional()
  @IsIn(['Major', 'Minor', 'Patch'])
  version_type?: 'Major' | 'Minor' | 'Patch' | null;
}

export class EventPrerunDto extends PrerunDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  board_id: string;

  static of(prerun: Prerun, canRead: boolean, boardId: string): EventPrerunDto {
    return { ...PrerunDto.from(prerun, canRead), board_id: boardId };
  }
}
