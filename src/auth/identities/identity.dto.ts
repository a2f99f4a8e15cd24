import type { Identity } from './identity.entity.js';

export class IdentityDto {
  /** @example 3q2-7wXk1yT5cP0vJd9Zbg */
  id: string;

  /** @example https://accounts.google.com */
  issuer: string;

  /**
   * Who the user is there.
   * @example 110169484474386276334
   */
  subject: string;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  static from({ id, issuer, subject, createdAt }: Identity): IdentityDto {
    return { id, issuer, subject, created_at: createdAt.toISOString() };
  }
}
