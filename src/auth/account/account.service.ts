import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OwnedApps } from '../../apps/team/owned-apps.service.js';
import type { AuditAction } from '../../audit/audit-action.js';
import { AuditService } from '../../audit/audit.service.js';
import { ConflictError, ForbiddenError, InvalidError } from '../../common/errors.js';
import type { Principal } from '../../common/principal.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { AvatarsService } from '../../users/avatars/avatars.service.js';
import {
  type Notice,
  NotificationsService,
} from '../../users/notifications/notifications.service.js';
import type { User } from '../../users/user.entity.js';
import { type UserChange, UsersService } from '../../users/users.service.js';
import { weaknessOf } from '../password-rules.js';
import { Passwords } from '../passwords.service.js';
import { PersonalAccessTokens } from '../personal-access-tokens/personal-access-tokens.service.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SignInLimits } from '../sign-in/sign-in-limits.service.js';

/** For acts that need a password, an account without one needs a sign-in that is no older than this. */
const FRESH_SECONDS = 600;

export interface PasswordChange {
  readonly current: string | null;
  readonly new: string;
}

/** What people do with their own account. */
@Injectable()
export class AccountService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
    private readonly sessions: SessionsService,
    private readonly tokens: PersonalAccessTokens,
    private readonly revocations: Revocations,
    private readonly audit: AuditService,
    private readonly ownedApps: OwnedApps,
    private readonly avatars: AvatarsService,
    private readonly notifications: NotificationsService,
    private readonly dataSource: DataSource,
  ) {}

  getAccount({ userId }: Principal): Promise<User> {
    return this.users.getUser(userId);
  }

  /** All or nothing. Throws InvalidError for a wrong or weak password, ConflictError for a taken username. */
  async updateAccount(
    principal: Principal,
    change: UserChange,
    password: PasswordChange | null,
    origin: RequestOrigin,
  ): Promise<User> {
    const { userId } = principal;
    const passwordHash = password && (await this.hashOfNext(principal, password, origin));
    const fields = Object.keys(change).join(', ');
    const ended: string[] = [];
    const user = await this.dataSource.transaction(async (manager) => {
      const record = (action: AuditAction, details = {}) =>
        this.audit.record(action, userId, origin, details, manager);
      if (fields !== '') await record('account.changed', { fields });
      if (passwordHash !== null) await this.sessions.requireOpen(principal, manager);
      const all = passwordHash === null ? change : { ...change, passwordHash };
      const changed = await this.users.updateUser(userId, all, manager);
      if (change.avatarUrl !== undefined) await this.avatars.removeReplaced(userId, manager);
      if (passwordHash === null) return changed;
      await record('password.changed');
      await this.notifications.notify(userId, passwordNotice(origin), manager);
      ended.push(...(await this.sessions.endAll(manager, userId, principal.credentialId)));
      return changed;
    });
    this.revocations.announce(ended);
    return user;
  }

  /**
   * Removes the account with all that hangs on it, also apps without other members; what it signed in with
   * stops working at once. Throws ConflictError for the owner of an app that has other members, and for
   * the last administrator.
   */
  async deleteAccount(
    principal: Principal,
    password: string | null,
    origin: RequestOrigin,
  ): Promise<void> {
    const { userId } = principal;
    await this.prove(principal, password, 'password', origin);
    const ended = await this.dataSource.transaction(async (manager) => {
      const administrators = await this.users.lockAdministrators(manager);
      if (administrators.length === 1 && administrators[0] === userId)
        throw new ConflictError('You are the last administrator; make somebody else one first');
      await this.sessions.requireOpen(principal, manager);
      await this.ownedApps.removeAll(userId, manager);
      const sessions = await this.sessions.endAll(manager, userId);
      const tokens = await this.tokens.removeAll(manager, userId);
      await this.users.removeUser(userId, manager);
      await this.audit.record('account.deleted', userId, origin, {}, manager);
      return [...sessions, ...tokens];
    });
    this.revocations.announce(ended);
  }

  private async hashOfNext(
    principal: Principal,
    { current, new: next }: PasswordChange,
    origin: RequestOrigin,
  ): Promise<string> {
    const { email } = await this.prove(principal, current, 'password.current', origin);
    const weakness = weaknessOf(next, email);
    if (weakness !== undefined)
      throw new InvalidError(`The new password ${weakness}`, [
        { path: 'password.new', message: weakness },
      ]);
    return this.passwords.hash(next);
  }

  /** Throws unless the password is right or, where there is none, the sign-in is fresh. */
  private async prove(
    { userId, authenticatedAt }: Principal,
    password: string | null,
    path: string,
    origin: RequestOrigin,
  ): Promise<User> {
    const user = await this.users.getWithPassword(userId);
    if (user.passwordHash == null) {
      if (Date.now() / 1000 - authenticatedAt <= FRESH_SECONDS) return user;
      throw new ForbiddenError('Sign in again first: your last sign-in is too long ago for this');
    }
    const attempt = await this.limits.begin(user.email ?? userId, origin.address);
    if (password === null || !(await this.passwords.isRight(password, user.passwordHash))) {
      this.audit.note('sign-in.failed', userId, origin);
      throw new InvalidError('The password is not the present one', [
        { path, message: 'must be the present password' },
      ]);
    }
    await this.limits.succeeded(attempt);
    return user;
  }
}

/** So that the owner learns of a change that was not theirs (OWASP ASVS 4.0, 2.2.3). */
function passwordNotice({ address }: RequestOrigin): Notice {
  return {
    title: 'Your password was changed',
    description: `From the address ${address}. If this was not you, tell an administrator of this server.`,
  };
}
