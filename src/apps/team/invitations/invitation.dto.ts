import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsIdentifier } from '../../../common/identifier.js';
import { IgnoresUnknownFields } from '../../../common/unknown-fields.js';
import type { ReceivedInvitation } from './invitations.service.js';

@IgnoresUnknownFields()
export class InviteDto {
  /**
   * Id of a user.
   * @example ym5q1ybk1t9q1bhu8c8x4xj2
   */
  @IsIdentifier()
  sub: string;

  /** @example Come and draw with us. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  message?: string | null;
}

export class InvitationDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example pfh0haxfpzowht3oi213cqos */
  app_id: string;

  /**
   * The person who is invited.
   * @example ym5q1ybk1t9q1bhu8c8x4xj2
   */
  user_id: string;

  /**
   * What the app is called.
   * @example Greetings
   */
  name: string;

  /** @example Come and draw with us. */
  message: string | null;

  /**
   * Id of a user; null when a program of the app did it.
   * @example xk2f0c4b1q7z8w5n3m9v6t1r
   */
  invited_by: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  static from({ invitation, appName }: ReceivedInvitation): InvitationDto {
    return {
      id: invitation.id,
      app_id: invitation.appId,
      user_id: invitation.userId,
      name: appName,
      message: invitation.message,
      invited_by: invitation.invitedBy,
      created_at: invitation.createdAt.toISOString(),
    };
  }
}
