import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import * as client from 'openid-client';
import { UnauthenticatedError, UnavailableError } from '../../common/errors.js';
import { Config } from '../../config/config.js';

export type OutsideClaims = JWTPayload & { readonly sub: string; readonly exp: number };
type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** Public key algorithms only: with the others, whoever can verify could sign too. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].concat(
  ['ES256', 'ES384', 'ES512'],
  ['EdDSA', 'Ed25519'],
);
const REMEMBERED = 20_000;
const TIMEOUT_SECONDS = 5;
const KEPT_MS = 3_600_000;
const CLOCK_TOLERANCE_SECONDS = 5;

/** The issuer that keeps the accounts instead of this server: knows its keys, and verifies its access tokens. */
@Injectable()
export class OutsideIssuer {
  private readonly verified = new LRUCache<string, OutsideClaims>({ max: REMEMBERED });
  private found:
    | { at: number; issuer: Promise<{ configuration: client.Configuration; keys: KeySet }> }
    | undefined;

  constructor(private readonly config: Config) {}

  /** Whether the token says that it comes from there. */
  isIssuerOf(token: string): boolean {
    const { outside } = this.config.openid;
    if (outside === undefined) return false;
    try {
      return bare(decodeJwt(token).iss) === bare(outside.issuer);
    } catch {
      return false;
    }
  }

  /** Throws UnavailableError. */
  async metadata(): Promise<client.ServerMetadata> {
    return (await this.discover()).configuration.serverMetadata();
  }

  /** Throws UnauthenticatedError, and UnavailableError when its keys can't be had. */
  async verify(token: string): Promise<OutsideClaims> {
    const known = this.verified.get(token);
    if (known !== undefined && known.exp * 1000 > Date.now()) return known;
    const { configuration, keys } = await this.discover();
    try {
      const { payload } = await jwtVerify<OutsideClaims>(token, keys, {
        issuer: configuration.serverMetadata().issuer,
        audience: this.config.openid.outside!.audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp'],
      });
      this.verified.set(token, payload);
      return payload;
    } catch (error) {
      throw refusal(error);
    }
  }

  /** What the issuer tells about whoever the token is for; nothing when it does not like to. */
  async userInfo(token: string, subject: string): Promise<Record<string, unknown>> {
    const { configuration } = await this.discover();
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return client.fetchUserInfo(configuration, token, subject).catch(() => ({}));
  }

  /** Asks once for all who wait, and again after an hour or a failure. */
  private async discover() {
    if (this.found === undefined || Date.now() - this.found.at > KEPT_MS)
      this.found = { at: Date.now(), issuer: this.ask() };
    const { found } = this;
    try {
      return await found.issuer;
    } catch (error) {
      if (this.found === found) this.found = undefined;
      throw away(error);
    }
  }

  private async ask() {
    const { clientId, outside } = this.config.openid;
    const url = new URL(outside!.issuer);
    const configuration = await client.discovery(url, clientId, undefined, client.None(), {
      timeout: TIMEOUT_SECONDS,
      execute: url.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    });
    const { jwks_uri: keys } = configuration.serverMetadata();
    if (keys === undefined) throw new Error('it publishes no keys');
    const timeoutDuration = TIMEOUT_SECONDS * 1000;
    return { configuration, keys: createRemoteJWKSet(new URL(keys), { timeoutDuration }) };
  }
}

/** Issuers differ in whether they write the last slash. */
const bare = (issuer: string | undefined) => issuer?.replace(/\/$/, '');

/** jose says by a bare JOSEError, or with what fetch threw, that it could not have the keys. */
function refusal(error: unknown): Error {
  const isAnswer = error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
  if (!isAnswer || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid)
    return away(error);
  return new UnauthenticatedError(
    error instanceof errors.JWTExpired
      ? 'The access token has expired'
      : 'The access token is not one for this server',
  );
}

function away(error: unknown): UnavailableError {
  const why = error instanceof Error ? error.message : String(error);
  return new UnavailableError(`The issuer that keeps the accounts does not answer: ${why}`, {
    retryAfter: 2,
  });
}
