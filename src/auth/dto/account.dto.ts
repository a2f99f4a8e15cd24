import type { User, UserStatus } from '../../users/user.entity.js';

/** Somebody's own account. */
export class AccountDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example ada@example.com */
  email: string | null;

  /** Whether a provider that knows vouched for the address. */
  email_verified: boolean;

  /** @example Ada Lovelace */
  name: string | null;

  /** @example ada */
  username: string | null;

  /** @example Programs the engine. */
  description: string | null;

  /** @example https://example.com/ada.png */
  avatar_url: string | null;

  /**
   * Platform permission bits; 1 = administrator.
   * @example 0
   */
  permission: number;

  /** @example Active */
  status: UserStatus;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(user: User): AccountDto {
    return {
      id: user.id,
      email: user.email,
      email_verified: user.emailVerifiedAt !== null,
      name: user.name,
      username: user.username,
      description: user.description,
      avatar_url: user.avatarUrl,
      permission: user.permission,
      status: user.status,
      created_at: user.createdAt.toISOString(),
      updated_at: user.updatedAt.toISOString(),
    };
  }
}

/** What a sign-in gives. */
export class TokensDto {
  /**
   * For the header Authorization, after `Bearer `.
   * @example eyJhbGciOiJFUzI1NiIsImtpZCI6…
   */
  access_token: string;

  /**
   * Good for one use at /auth/refresh, which gives the next one.
   * @example rt_Jx0…c.9Qm…4
   */
  refresh_token: string;

  /** @example Bearer */
  token_type: 'Bearer';

  /**
   * Seconds the access token is good for.
   * @example 900
   */
  expires_in: number;

  user: AccountDto;
}
