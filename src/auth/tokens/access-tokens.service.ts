import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { type CryptoKey, errors, importJWK, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { UnauthenticatedError } from '../../common/errors.js';
import { Config } from '../../config/config.js';

/** What an access token says. Times in seconds since 1970. */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly exp: number;
  readonly auth_time: number;
}

/** RFC 9068: sets access tokens apart from ID tokens signed with the same key. */
const TYPE = 'at+jwt';
const REMEMBERED = 20_000;
/** Hosts that issue and hosts that verify may disagree on the time by this much. */
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * Signs and verifies the access tokens of this server (ES256, RFC 9068). A token that was verified once is
 * remembered until it expires: checking a signature costs more than the rest of many a request.
 */
@Injectable()
export class AccessTokens implements OnModuleInit {
  readonly issuer: string;
  readonly audience: string;
  readonly lifetimeSeconds: number;
  /** The public halves, for whoever verifies tokens elsewhere. */
  readonly jwks: { readonly keys: readonly object[] };
  private readonly verified = new LRUCache<string, AccessClaims>({ max: REMEMBERED });
  private readonly publicKeys = new Map<string, CryptoKey>();
  private signingKey: { readonly kid: string; readonly key: CryptoKey };

  constructor(private readonly config: Config) {
    this.issuer = config.http.publicUrl;
    this.audience = `${config.http.publicUrl}/api/v1`;
    this.lifetimeSeconds = config.auth.accessTokenSeconds;
    this.jwks = { keys: config.auth.tokenKeys.map(({ publicJwk }) => publicJwk) };
  }

  async onModuleInit(): Promise<void> {
    const { tokenKeys } = this.config.auth;
    for (const { kid, publicJwk } of tokenKeys)
      this.publicKeys.set(kid, (await importJWK(publicJwk, 'ES256')) as CryptoKey);
    const { kid, privateJwk } = tokenKeys[0]!;
    this.signingKey = { kid, key: (await importJWK(privateJwk, 'ES256')) as CryptoKey };
  }

  sign(userId: string, sessionId: string, authenticatedAt: Date): Promise<string> {
    const { kid, key } = this.signingKey;
    return new SignJWT({
      sid: sessionId,
      auth_time: Math.floor(authenticatedAt.getTime() / 1000),
    })
      .setProtectedHeader({ alg: 'ES256', kid, typ: TYPE })
      .setSubject(userId)
      .setIssuer(this.issuer)
      .setAudience(this.audience)
      .setIssuedAt()
      .setExpirationTime(`${this.lifetimeSeconds}s`)
      .setJti(createId())
      .sign(key);
  }

  /** Throws UnauthenticatedError, with a reason that helps whoever holds the token. */
  async verify(token: string): Promise<AccessClaims> {
    const known = this.verified.get(token);
    if (known !== undefined && known.exp * 1000 > Date.now()) return known;
    try {
      const { payload } = await jwtVerify<AccessClaims>(token, ({ kid }) => this.publicKey(kid), {
        issuer: this.issuer,
        audience: this.audience,
        typ: TYPE,
        algorithms: ['ES256'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'sid', 'exp', 'iat', 'auth_time'],
      });
      const { sub, sid, exp, auth_time } = payload;
      const claims = { sub, sid, exp, auth_time };
      this.verified.set(token, claims);
      return claims;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw new UnauthenticatedError(
        error instanceof errors.JWTExpired
          ? 'The access token has expired'
          : 'The access token is not one of this server',
      );
    }
  }

  private publicKey(kid: string | undefined): CryptoKey {
    const key = this.publicKeys.get(kid ?? '');
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  }
}
