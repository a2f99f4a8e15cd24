import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ForbiddenError, InvalidError, UnauthenticatedError } from '../common/errors.js';
import type { Caller } from '../common/principal.js';
import type { RequestOrigin } from '../common/request-origin.js';
import { Config } from '../config/config.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { weaknessOf } from './password-rules.js';
import { Passwords } from './passwords.service.js';
import { type OpenedSession, SessionsService } from './sessions/sessions.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { AccessTokens } from './tokens/access-tokens.service.js';

/** A user with fresh tokens. */
export interface SignedIn {
  readonly user: User;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name: string | null;
}

/** Lets people in by e-mail and password, keeps them in and lets them out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly accessTokens: AccessTokens,
    private readonly audit: AuditService,
    private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  async register(registration: Registration, origin: RequestOrigin): Promise<SignedIn> {
    const user = await this.createAccount(registration, origin);
    return this.begin(user, 'password', origin, user.passwordHash ?? null);
  }

  /** With the hash of the password. Throws InvalidError for a weak password, ConflictError for a taken e-mail address. */
  async createAccount(
    { email, password, name }: Registration,
    origin: RequestOrigin,
  ): Promise<User> {
    this.refuseOutsiders();
    if (this.config.auth.registration === 'closed')
      throw new ForbiddenError('New accounts are made by the administrators of this server');
    const weakness = weaknessOf(password, email);
    if (weakness !== undefined)
      throw new InvalidError(`The password ${weakness}`, [{ path: 'password', message: weakness }]);
    const passwordHash = await this.passwords.hash(password);
    const fields = { email, emailVerified: false, passwordHash, name };
    const user = await this.dataSource.transaction(async (manager) => {
      const created = await this.users.createUser(fields, manager);
      await this.audit.record('account.created', created.id, origin, {}, manager);
      return created;
    });
    return { ...user, passwordHash };
  }

  async login(email: string, password: string, origin: RequestOrigin): Promise<SignedIn> {
    this.refuseOutsiders();
    const user = await this.signIns.signIn(email, password, origin);
    return this.begin(user, 'password', origin, user.passwordHash ?? null);
  }

  /** Begins a session for somebody who has proven who they are; `passwordHash` if it was by password. */
  async begin(
    user: User,
    client: string,
    origin: RequestOrigin,
    passwordHash: string | null = null,
  ): Promise<SignedIn> {
    const session = await this.sessions.begin(user.id, client, origin, passwordHash);
    await this.audit.record('sign-in.succeeded', user.id, origin, {
      session_id: session.id,
      client,
    });
    return this.signedIn(user, session);
  }

  async refresh(refreshToken: string, origin: RequestOrigin): Promise<SignedIn> {
    const session = await this.sessions.rotate(refreshToken, origin);
    return this.signedIn(await this.users.getUser(session.userId), session);
  }

  /** Ends the session of the refresh token, else that of the access token. */
  async logout(
    refreshToken: string | undefined,
    caller: Caller | undefined,
    origin: RequestOrigin,
  ): Promise<void> {
    if (refreshToken !== undefined) return this.sessions.endFamily(refreshToken, origin);
    if (caller?.via !== 'session')
      throw new UnauthenticatedError('Send the access token or the refresh token of the session');
    await this.sessions.end(caller.userId, caller.credentialId, origin);
  }

  private refuseOutsiders(): void {
    const { outside } = this.config.openid;
    if (outside === undefined) return;
    throw new ForbiddenError(`Accounts are kept at ${outside.issuer}: register and sign in there`);
  }

  private async signedIn(user: User, session: OpenedSession): Promise<SignedIn> {
    const { id, refreshToken, authenticatedAt } = session;
    return {
      user,
      accessToken: await this.accessTokens.sign(user.id, id, authenticatedAt),
      refreshToken,
      expiresIn: this.accessTokens.lifetimeSeconds,
    };
  }
}
