import type { Adapter, AdapterPayload } from 'oidc-provider';
import { InvalidGrant } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { Sql, Statement } from '../../database/sql.js';
import { newRefreshToken, nextRefreshToken, readRefreshToken } from '../sessions/refresh-token.js';
import type { SessionsService } from '../sessions/sessions.service.js';

const KIND = 'RefreshToken';
const statement = (name: string, text: string): Statement => ({
  name: `openid.refresh-tokens.${name}`,
  text,
});

/**
 * Begins a family or, in one statement, replaces its token $7 by $2: of two that use it at the same time one
 * gets no row. $6 = seconds it is kept.
 */
const PUT = statement(
  'put',
  `INSERT INTO openid_records (kind, id, token_hash, session_ids, user_id, payload, expires_at)
    VALUES ('${KIND}', $1, $2, $3, $4, $5, now() + $6 * interval '1 second')
    ON CONFLICT (kind, id) DO UPDATE SET token_hash = EXCLUDED.token_hash, payload = EXCLUDED.payload,
      expires_at = EXCLUDED.expires_at
      WHERE openid_records.token_hash = $7
    RETURNING 1`,
);
const FIND = statement(
  'find',
  `SELECT payload, token_hash = $2 AS present FROM openid_records WHERE kind = '${KIND}' AND id = $1`,
);
const DESTROY = statement(
  'destroy',
  `DELETE FROM openid_records WHERE kind = '${KIND}' AND id = $1`,
);

/**
 * Keeps refresh tokens by family: one record however often a token is replaced, and one that was used before
 * is still recognized. They are made as those of /auth/refresh are (`sessions/refresh-token.ts`).
 */
export class RefreshTokenRecords implements Adapter {
  constructor(
    private readonly sql: Sql,
    private readonly sessions: SessionsService,
  ) {}

  async upsert(text: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { familyHash, tokenHash } = readRefreshToken(text)!;
    const { jti: _secret, grantId, accountId, ...rest } = payload;
    const kept = JSON.stringify({ ...rest, grantId, accountId });
    const values = [familyHash, tokenHash, [grantId], accountId, kept, expiresIn];
    const [put] = await this.sql.rows(PUT, [...values, replaced()?.tokenHash ?? null]);
    if (put !== undefined) return;
    await this.sessions.endThese([grantId!]);
    throw new InvalidGrant('refresh token already used');
  }

  async find(text: string): Promise<AdapterPayload | undefined> {
    const token = readRefreshToken(text);
    if (token === undefined) return undefined;
    const [row] = await this.sql.rows<{ payload: AdapterPayload; present: boolean }>(FIND, [
      token.familyHash,
      token.tokenHash,
    ]);
    return row && { ...row.payload, jti: text, ...(row.present ? {} : { consumed: true }) };
  }

  async destroy(text: string): Promise<void> {
    const token = readRefreshToken(text);
    if (token !== undefined) await this.sql.rows(DESTROY, [token.familyHash]);
  }

  /** `upsert` of the next one does it. */
  async consume(): Promise<void> {}

  async findByUid(): Promise<undefined> {}

  async findByUserCode(): Promise<undefined> {}

  async revokeByGrantId(): Promise<void> {}
}

/** Refresh tokens of the provider get the form that tells their family. */
export function makeFamilies({ RefreshToken }: Provider): void {
  Object.assign(RefreshToken.prototype, {
    generateTokenId: () => {
      const before = replaced();
      return (before === undefined ? newRefreshToken() : nextRefreshToken(before)).text;
    },
  });
}

/** The refresh token that the present request exchanges for its successor. */
function replaced() {
  const token = Provider.ctx?.oidc.entities.RotatedRefreshToken;
  return token && readRefreshToken(token.jti);
}
