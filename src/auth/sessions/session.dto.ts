import type { Session } from './session.entity.js';

export class SessionDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /**
   * How it began: `password`, a provider, or the client that asked for it.
   * @example password
   */
  client: string;

  /** Whether the request for this list came from it. */
  current: boolean;

  /** @example 203.0.113.7 */
  address: string;

  /** @example curl/8.14.1 */
  user_agent: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  last_used_at: string;

  /** @example 2026-12-24T12:00:00.000Z */
  expires_at: string;

  static from(session: Session, currentId: string): SessionDto {
    return {
      id: session.id,
      client: session.client,
      current: session.id === currentId,
      address: session.address,
      user_agent: session.userAgent,
      created_at: session.createdAt.toISOString(),
      last_used_at: session.lastUsedAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
    };
  }
}
