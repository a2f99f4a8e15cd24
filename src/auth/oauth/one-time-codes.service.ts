import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '../../common/errors.js';
import { hashOf, randomSecret } from '../../common/secret-token.js';
import { OneTimeStore } from './one-time-store.service.js';

const CODE_SECONDS = 60;

interface Issued {
  readonly userId: string;
  readonly provider: string;
  readonly codeChallenge: string | null;
}

/** Codes that an app gets in an address, and exchanges for tokens that never stand in one. */
@Injectable()
export class OneTimeCodes {
  constructor(private readonly store: OneTimeStore) {}

  async issue(userId: string, provider: string, codeChallenge: string | null): Promise<string> {
    const code = randomSecret();
    const issued: Issued = { userId, provider, codeChallenge };
    await this.store.put('code', code, issued, CODE_SECONDS);
    return code;
  }

  /**
   * Throws UnauthenticatedError in one wording: for a code that is unknown, used, too old, or that a verifier
   * does not fit, also one that was sent though none was asked for.
   */
  async redeem(code: string, codeVerifier: string | null): Promise<Issued> {
    const issued = await this.store.take<Issued>('code', code);
    if (issued === undefined || !fits(issued.codeChallenge, codeVerifier)) throw refusedCode();
    return issued;
  }
}

/** RFC 7636, 4.6. */
function fits(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null || verifier === null) return challenge === verifier;
  const expected = Buffer.from(challenge, 'base64url');
  return expected.length === 32 && timingSafeEqual(hashOf(verifier), expected);
}

export function refusedCode(): UnauthenticatedError {
  return new UnauthenticatedError('The code is not valid; sign in again');
}
