import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createId } from '@paralleldrive/cuid2';
import { type EntityManager, IsNull, MoreThan, type Repository } from 'typeorm';
import type { AuditAction } from '../../audit/audit-action.js';
import { AuditService } from '../../audit/audit.service.js';
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../../common/errors.js';
import type { Principal } from '../../common/principal.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import type { TimeCursor } from '../../common/time-page.js';
import { Config } from '../../config/config.js';
import { Sql, type Statement } from '../../database/sql.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { UsersService } from '../../users/users.service.js';
import { newRefreshToken, nextRefreshToken, readRefreshToken } from './refresh-token.js';
import * as statements from './session-statements.js';
import { Session } from './session.entity.js';

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly authenticated_at: Date;
}

/** Which of somebody's sessions, the latest used first. */
export interface SessionPage {
  readonly limit: number;
  readonly offset: number;
  /** Where the page before ended. */
  readonly after: TimeCursor | undefined;
}

/** To within what a cursor can say, or sessions would be lost between two pages. */
const LAST_USED = `date_trunc('milliseconds', session.lastUsedAt)`;

interface EndedRow {
  readonly id: string;
  readonly user_id: string;
}

/** A session with the refresh token that was just issued in it. */
export interface OpenedSession {
  readonly id: string;
  readonly userId: string;
  readonly authenticatedAt: Date;
  readonly refreshToken: string;
}

/** Begins, prolongs and ends sign-ins. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly users: UsersService,
    private readonly sql: Sql,
    private readonly revocations: Revocations,
    private readonly audit: AuditService,
    private readonly config: Config,
  ) {}

  /**
   * Throws ForbiddenError for somebody who is banned or inactive, or whose password is not the one with this hash
   * any more.
   */
  async begin(
    userId: string,
    client: string,
    origin: RequestOrigin,
    passwordHash: string | null = null,
  ): Promise<OpenedSession> {
    const token = newRefreshToken();
    const [row] = await this.sql.rows<SessionRow>(statements.BEGIN, [
      createId(),
      userId,
      client,
      token.familyHash,
      token.tokenHash,
      this.config.auth.sessionMs,
      origin.address,
      origin.userAgent,
      passwordHash,
    ]);
    if (row === undefined)
      throw new ForbiddenError(
        passwordHash === null
          ? 'This account is suspended'
          : 'This account is suspended, or its password has just changed',
      );
    return opened(row, token.text);
  }

  /**
   * Exchanges a refresh token for the next one. A token that was used before ends its session: either its
   * holder or a thief has a later one. Throws UnauthenticatedError, in the same words whatever the reason.
   */
  async rotate(text: string, origin: RequestOrigin): Promise<OpenedSession> {
    const token = readRefreshToken(text);
    if (token === undefined) throw refused();
    const next = nextRefreshToken(token);
    const [row] = await this.sql.rows<SessionRow>(statements.ROTATE, [
      token.familyHash,
      token.tokenHash,
      next.tokenHash,
      this.config.auth.sessionIdleMs,
      origin.address,
      origin.userAgent,
    ]);
    if (row !== undefined) return opened(row, next.text);
    const [reused] = await this.sql.rows<SessionRow>(statements.FIND_REUSED, [
      token.familyHash,
      token.tokenHash,
    ]);
    if (reused !== undefined)
      await this.revoke(
        statements.END_FAMILY,
        [token.familyHash],
        'session.refresh-token-reused',
        origin,
      );
    throw refused();
  }

  /** Throws NotFoundError when the user has no such session. */
  async end(userId: string, id: string, origin: RequestOrigin): Promise<void> {
    const ended = await this.revoke(statements.END, [id, userId], 'session.ended', origin);
    if (ended === 0) throw new NotFoundError('There is no such session');
  }

  /** Those of these that are still open. */
  async endThese(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const ended = await this.sql.rows<EndedRow>(statements.END_THESE, [ids]);
    this.revocations.announce(ended.map(({ id }) => id));
  }

  /** By any refresh token of the family; nothing happens when there is none. */
  async endFamily(refreshToken: string, origin: RequestOrigin): Promise<void> {
    const token = readRefreshToken(refreshToken);
    if (token !== undefined)
      await this.revoke(statements.END_FAMILY, [token.familyHash], 'session.ended', origin);
  }

  /** As part of the caller's transaction. What it answers is to be announced when that is committed. */
  async endAll(
    manager: EntityManager,
    userId: string,
    exceptId: string | null = null,
  ): Promise<string[]> {
    const ended = await manager.query<{ id: string }[]>(statements.END_ALL.text, [
      userId,
      exceptId,
    ]);
    return ended.map(({ id }) => id);
  }

  /**
   * For acts that outlive a session, as part of the caller's transaction: when somebody who holds the lock of the
   * user ends all sessions, the act comes before that or is refused. Throws UnauthenticatedError.
   */
  async requireOpen({ userId, credentialId }: Principal, manager: EntityManager): Promise<void> {
    await this.users.lock(userId, manager);
    const open = await manager.query<object[]>(statements.FIND_OPEN, [credentialId]);
    // A session that another issuer keeps has no row here.
    const isOurs = this.config.openid.outside === undefined;
    if (open.length === 0 && isOurs) throw new UnauthenticatedError('The session has ended');
  }

  /** Those that can still be used, the latest used first. `after` = where the page before ended. */
  listOpen(userId: string, { limit, offset, after }: SessionPage): Promise<Session[]> {
    const idleSince = new Date(Date.now() - this.config.auth.sessionIdleMs);
    const found = this.sessions
      .createQueryBuilder('session')
      .where({
        userId,
        endedAt: IsNull(),
        expiresAt: MoreThan(new Date()),
        lastUsedAt: MoreThan(idleSince),
      })
      .orderBy(LAST_USED, 'DESC')
      .addOrderBy('session.id', 'DESC')
      .limit(limit)
      .offset(offset);
    if (after !== undefined) found.andWhere(`(${LAST_USED}, session.id) < (:time, :id)`, after);
    return found.getMany();
  }

  /** Ends sessions and records why, both or neither. Answers how many have ended. */
  private async revoke(
    { text }: Statement,
    values: unknown[],
    action: AuditAction,
    origin: RequestOrigin,
  ): Promise<number> {
    const ended = await this.sessions.manager.transaction(async (manager) => {
      const rows = await manager.query<EndedRow[]>(text, values);
      for (const { id, user_id: userId } of rows)
        await this.audit.record(action, userId, origin, { session_id: id }, manager);
      return rows;
    });
    this.revocations.announce(ended.map(({ id }) => id));
    return ended.length;
  }
}

function opened(row: SessionRow, refreshToken: string): OpenedSession {
  return { id: row.id, userId: row.user_id, authenticatedAt: row.authenticated_at, refreshToken };
}

function refused(): UnauthenticatedError {
  return new UnauthenticatedError('The refresh token is not valid; sign in again');
}
