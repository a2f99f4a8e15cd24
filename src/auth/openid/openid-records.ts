import type { Adapter, AdapterPayload } from 'oidc-provider';
import { InvalidGrant } from 'oidc-provider/lib/helpers/errors.js';
import type { Sql, Statement } from '../../database/sql.js';
import type { SessionsService } from '../sessions/sessions.service.js';
import { hashOf } from '../../common/secret-token.js';

const statement = (name: string, text: string): Statement => ({ name: `openid.${name}`, text });

/** $7 = seconds it is kept. */
const UPSERT = statement(
  'upsert',
  `INSERT INTO openid_records (kind, id, session_ids, user_id, uid, payload, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 second')
    ON CONFLICT (kind, id) DO UPDATE SET session_ids = EXCLUDED.session_ids, user_id = EXCLUDED.user_id,
      uid = EXCLUDED.uid, payload = EXCLUDED.payload, expires_at = EXCLUDED.expires_at`,
);
const CONSUMED = `floor(extract(epoch FROM consumed_at))::integer AS consumed`;
const FIND = statement(
  'find',
  `SELECT payload, ${CONSUMED} FROM openid_records WHERE kind = $1 AND id = $2`,
);
const FIND_BY_UID = statement(
  'find-by-uid',
  `SELECT payload, ${CONSUMED} FROM openid_records WHERE kind = $1 AND uid = $2`,
);
/** Of two that come at the same time, one is first. */
const CONSUME = statement(
  'consume',
  `WITH used AS (UPDATE openid_records SET consumed_at = now()
      WHERE kind = $1 AND id = $2 AND consumed_at IS NULL RETURNING id)
    SELECT session_ids, EXISTS (SELECT FROM used) AS first FROM openid_records
    WHERE kind = $1 AND id = $2`,
);
const DESTROY = statement('destroy', 'DELETE FROM openid_records WHERE kind = $1 AND id = $2');

interface Row {
  readonly payload: AdapterPayload;
  readonly consumed: number | null;
}

/**
 * Keeps one kind of what oidc-provider remembers (`Session` = a browser that is signed in, `Interaction` = a
 * sign-in under way, `AuthorizationCode`, `Grant`). A grant is a row of the table sessions and has its id.
 * What finds a record may be a secret, so only its hash is written.
 */
export class OpenIdRecords implements Adapter {
  constructor(
    private readonly kind: string,
    private readonly sql: Sql,
    private readonly sessions: SessionsService,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { jti: _secret, ...kept } = payload;
    const sessionIds = this.kind === 'Grant' ? [id] : sessionIdsOf(this.kind, payload);
    const userId = payload.accountId ?? payload.result?.login?.accountId ?? null;
    const values = [sessionIds, userId, payload.uid ?? null, textOf(kept), expiresIn];
    await this.sql.rows(UPSERT, [this.kind, hashOf(id), ...values]);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const [row] = await this.sql.rows<Row>(FIND, [this.kind, hashOf(id)]);
    return row && { ...payloadOf(row), jti: id };
  }

  /** Without the secret that finds the record. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const [row] = await this.sql.rows<Row>(FIND_BY_UID, [this.kind, uid]);
    return row && payloadOf(row);
  }

  /** Only for the device flow, which is off. */
  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    const [record] = await this.sql.rows<{ session_ids: string[]; first: boolean }>(CONSUME, [
      this.kind,
      hashOf(id),
    ]);
    if (record?.first === true) return;
    await this.sessions.endThese(record?.session_ids ?? []);
    throw new InvalidGrant('it was used already');
  }

  /** With a grant ends its session, and everything that belongs to it. */
  async destroy(id: string): Promise<void> {
    if (this.kind === 'Grant') await this.sessions.endThese([id]);
    else await this.sql.rows(DESTROY, [this.kind, hashOf(id)]);
  }

  /** oidc-provider destroys the grant as well, which does all of it. */
  async revokeByGrantId(): Promise<void> {}
}

/** A sign-in under way leads to a session of its own. */
function sessionIdsOf(kind: string, { grantId, authorizations = {} }: AdapterPayload): string[] {
  if (kind === 'Interaction') return [];
  const ids = [grantId, ...Object.values(authorizations).map((client) => client.grantId)];
  return ids.filter((id) => id !== undefined);
}

/** A sign-in under way need not know the cookie of the browser it came from. */
function textOf({ session, ...kept }: AdapterPayload): string {
  if (session === undefined) return JSON.stringify(kept);
  const { cookie: _secret, ...rest } = session;
  return JSON.stringify({ ...kept, session: rest });
}

function payloadOf({ payload, consumed }: Row): AdapterPayload {
  return consumed === null ? payload : { ...payload, consumed };
}
