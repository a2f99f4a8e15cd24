import type { CallbackSecret } from './callback-secrets.service.js';

export class CallbackSecretDto {
  /**
   * Verifies callbacks of the app, as Standard Webhooks says.
   * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
   */
  secret: string;

  /**
   * The one before, for a day after a rotation: until then callbacks are signed with both.
   * @example null
   */
  previous: string | null;

  /** @example 2025-01-01T12:00:00.000Z */
  created_at: string;

  static from({ secret, previous, createdAt }: CallbackSecret): CallbackSecretDto {
    return { secret, previous, created_at: createdAt.toISOString() };
  }
}
