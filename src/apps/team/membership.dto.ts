import { PageDto } from '../../common/page.dto.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import type { Membership } from './membership.entity.js';

/** The pages of lists that the ecosystem's clients ask for. */
@IgnoresUnknownFields()
export class TeamPageDto extends PageDto {}

export class MembershipDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example pfh0haxfpzowht3oi213cqos */
  app_id: string;

  /** @example ym5q1ybk1t9q1bhu8c8x4xj2 */
  user_id: string;

  /** @example xk2f0c4b1q7z8w5n3m9v6t1r */
  role_id: string;

  /**
   * How they came: `invitation`, `link:<id>`, `request`, `purchase` or `open`; null for who made the app.
   * @example invitation
   */
  joined_via: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(member: Membership): MembershipDto {
    return {
      id: member.id,
      app_id: member.appId,
      user_id: member.userId,
      role_id: member.roleId,
      joined_via: member.joinedVia,
      created_at: member.createdAt.toISOString(),
      updated_at: member.updatedAt.toISOString(),
    };
  }
}

/** What became of an attempt to join. */
export class JoiningDto {
  /**
   * `requested`: an administrator of the app decides.
   * @example joined
   */
  status: 'joined' | 'requested';
}
