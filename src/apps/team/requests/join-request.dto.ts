import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IgnoresUnknownFields } from '../../../common/unknown-fields.js';
import type { JoinRequest } from './join-request.entity.js';

@IgnoresUnknownFields()
export class AskToJoinDto {
  /**
   * For those who decide.
   * @example I work on the same thing.
   */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  comment?: string | null;
}

export class JoinRequestDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example pfh0haxfpzowht3oi213cqos */
  app_id: string;

  /** @example ym5q1ybk1t9q1bhu8c8x4xj2 */
  user_id: string;

  /** @example I work on the same thing. */
  comment: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  static from(request: JoinRequest): JoinRequestDto {
    return {
      id: request.id,
      app_id: request.appId,
      user_id: request.userId,
      comment: request.comment,
      created_at: request.createdAt.toISOString(),
    };
  }
}
