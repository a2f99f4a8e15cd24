import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { AuditService } from '../../audit/audit.service.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { Config } from '../../config/config.js';
import { Sql, type Statement } from '../../database/sql.js';
import type { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';

const statement = (name: string, text: string): Statement => ({
  name: `openid.sessions.${name}`,
  text,
});

/** $4 = when the user proved who they are, in seconds since 1970; $5 = milliseconds it lasts at most. */
const BEGIN = statement(
  'begin',
  `INSERT INTO sessions (id, user_id, client, authenticated_at, expires_at, address, user_agent)
    SELECT $1, id, $3, to_timestamp($4), now() + $5 * interval '1 millisecond', $6, $7
    FROM users WHERE id = $2 AND status = 'Active' FOR SHARE
    RETURNING id`,
);

/** A row when session $1 may go on. $2 = milliseconds it may lie idle. */
const USE = statement(
  'use',
  `UPDATE sessions SET last_used_at = now(), address = $3, user_agent = $4
    FROM users
    WHERE sessions.id = $1 AND ended_at IS NULL AND expires_at > now()
      AND last_used_at > now() - $2 * interval '1 millisecond'
      AND users.id = user_id AND users.status = 'Active'
    RETURNING sessions.id`,
);

/** The sessions of people who signed in through an OpenID client. Their refresh tokens are the provider's. */
@Injectable()
export class OpenIdSessions {
  /** Where the requests that the provider is at work on came from. */
  readonly origins = new WeakMap<IncomingMessage, RequestOrigin>();

  constructor(
    private readonly sql: Sql,
    private readonly users: UsersService,
    private readonly audit: AuditService,
    private readonly config: Config,
  ) {}

  /** Answers its id; undefined for somebody who may not sign in. */
  async begin(
    userId: string,
    client: string,
    authenticatedAt: number,
    request: IncomingMessage,
  ): Promise<string | undefined> {
    const origin = this.originOf(request);
    const [session] = await this.sql.rows<{ id: string }>(BEGIN, [
      createId(),
      userId,
      client,
      authenticatedAt,
      this.config.auth.sessionMs,
      origin.address,
      origin.userAgent,
    ]);
    if (session === undefined) return undefined;
    await this.audit.record('sign-in.succeeded', userId, origin, {
      session_id: session.id,
      client,
    });
    return session.id;
  }

  /** Whose session it is; undefined when it is over or they may not sign in any more. */
  async use(id: string, userId: string, request: IncomingMessage): Promise<User | undefined> {
    const { address, userAgent } = this.originOf(request);
    const { sessionIdleMs } = this.config.auth;
    const [used] = await this.sql.rows(USE, [id, sessionIdleMs, address, userAgent]);
    return used && this.findActive(userId);
  }

  /** Undefined for somebody who may not sign in. */
  async findActive(userId: string): Promise<User | undefined> {
    const user = await this.users.findById(userId);
    return user?.status === 'Active' ? user : undefined;
  }

  originOf(request: IncomingMessage): RequestOrigin {
    return this.origins.get(request)!;
  }
}
