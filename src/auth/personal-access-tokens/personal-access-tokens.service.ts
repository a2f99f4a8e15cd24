import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createId } from '@paralleldrive/cuid2';
import { LRUCache } from 'lru-cache';
import type { EntityManager, Repository } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { ConflictError, NotFoundError, UnauthenticatedError } from '../../common/errors.js';
import type { Principal } from '../../common/principal.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { Sql } from '../../database/sql.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { hashOf, randomSecret } from '../../common/secret-token.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PersonalAccessToken } from './personal-access-token.entity.js';

const MOST_PER_USER = 100;
/** A ban is felt after this long at the latest; a removal at once. */
const REMEMBERED_MS = 5000;
const FORMAT = /^pat_([a-z0-9]{24})\.([\w-]{43})$/;

/** $2 = one token; null = all of the user. */
const REMOVE = `WITH removed AS (
    DELETE FROM personal_access_tokens WHERE user_id = $1 AND id = COALESCE($2, id) RETURNING id),
  revoked AS (INSERT INTO revocations (subject) SELECT id FROM removed ON CONFLICT DO NOTHING)
  SELECT id FROM removed`;
/** Notes the use, unless that was done lately: a write per request would cost more than the request. */
const USE = {
  name: 'personal-access-tokens.use',
  text: `WITH used AS (UPDATE personal_access_tokens SET last_used_at = now()
      WHERE id = $1 AND hash = $2
        AND (last_used_at IS NULL OR last_used_at < now() - interval '5 minutes'))
    SELECT user_id, permissions::integer AS permissions, token.expires_at
    FROM personal_access_tokens token JOIN users ON users.id = token.user_id
    WHERE token.id = $1 AND hash = $2 AND users.status = 'Active'`,
};

interface TokenRow {
  readonly user_id: string;
  readonly permissions: number;
  readonly expires_at: Date | null;
}

export interface NewToken {
  readonly name: string;
  readonly permissions: number;
  readonly expiresAt: Date | null;
}

/** Tokens that people make for their programs: `pat_<id>.<secret>`. */
@Injectable()
export class PersonalAccessTokens {
  private readonly verified = new LRUCache<string, { principal: Principal; expiresAt: number }>({
    max: 10_000,
    ttl: REMEMBERED_MS,
  });

  constructor(
    @InjectRepository(PersonalAccessToken) private readonly tokens: Repository<PersonalAccessToken>,
    private readonly sql: Sql,
    private readonly sessions: SessionsService,
    private readonly revocations: Revocations,
    private readonly audit: AuditService,
  ) {}

  /** Answers the token with its text, which nobody can read again. */
  async createToken(
    principal: Principal,
    fields: NewToken,
    origin: RequestOrigin,
  ): Promise<{ token: PersonalAccessToken; text: string }> {
    const { userId } = principal;
    const id = createId();
    const secret = randomSecret();
    const token = await this.tokens.manager.transaction(async (manager) => {
      await this.sessions.requireOpen(principal, manager);
      if ((await manager.countBy(PersonalAccessToken, { userId })) >= MOST_PER_USER)
        throw new ConflictError(`There are ${MOST_PER_USER} tokens already; remove some first`);
      await manager.insert(PersonalAccessToken, { ...fields, id, userId, hash: hashOf(secret) });
      const { name, permissions } = fields;
      const details = { token_id: id, name, permissions };
      await this.audit.record('token.created', userId, origin, details, manager);
      return manager.findOneByOrFail(PersonalAccessToken, { id });
    });
    return { token, text: `pat_${id}.${secret}` };
  }

  listTokens(userId: string): Promise<PersonalAccessToken[]> {
    return this.tokens.find({ where: { userId }, order: { createdAt: 'DESC' } });
  }

  /** From here on it opens nothing. Throws NotFoundError. */
  async removeToken(userId: string, id: string, origin: RequestOrigin): Promise<void> {
    await this.tokens.manager.transaction(async (manager) => {
      const removed = await manager.query<object[]>(REMOVE, [userId, id]);
      if (removed.length === 0) throw new NotFoundError('There is no such token');
      await this.audit.record('token.removed', userId, origin, { token_id: id }, manager);
    });
    this.revocations.announce([id]);
  }

  /** As part of the caller's transaction. What it answers is to be announced when that is committed. */
  async removeAll(manager: EntityManager, userId: string): Promise<string[]> {
    const removed = await manager.query<{ id: string }[]>(REMOVE, [userId, null]);
    return removed.map(({ id }) => id);
  }

  /** Who a token speaks for. Throws UnauthenticatedError. */
  async verify(text: string): Promise<Principal> {
    const [, id, secret] = FORMAT.exec(text) ?? [];
    if (id === undefined) throw refused();
    const known = this.verified.get(text) ?? (await this.look(id, secret!));
    if (known.expiresAt <= Date.now())
      throw new UnauthenticatedError('The personal access token has expired');
    if (this.revocations.has(id)) throw refused();
    this.verified.set(text, known, { noUpdateTTL: true });
    return known.principal;
  }

  private async look(
    id: string,
    secret: string,
  ): Promise<{ principal: Principal; expiresAt: number }> {
    const [row] = await this.sql.rows<TokenRow>(USE, [id, hashOf(secret)]);
    if (row === undefined) throw refused();
    const principal: Principal = {
      userId: row.user_id,
      via: 'personal-access-token',
      credentialId: id,
      permissions: row.permissions,
      authenticatedAt: 0,
    };
    return { principal, expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY };
  }
}

function refused(): UnauthenticatedError {
  return new UnauthenticatedError('The personal access token is not known');
}
