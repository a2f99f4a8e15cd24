import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { Config } from '../../config/config.js';
import { isUniqueViolation } from '../../database/violations.js';
import { NotificationsService } from '../../users/notifications/notifications.service.js';
import type { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { Identities } from '../identities/identities.service.js';
import { PersonalAccessTokens } from '../personal-access-tokens/personal-access-tokens.service.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { ProvenIdentity } from './provider.js';

/** An identity that may be linked, and where it comes from. */
interface Proof extends ProvenIdentity {
  readonly verifiedEmail: string;
  readonly providerName: string;
  readonly origin: RequestOrigin;
}

/** Which account an identity opens (docs/decisions/0009-linking-accounts.md). */
@Injectable()
export class ProviderAccounts {
  constructor(
    private readonly users: UsersService,
    private readonly identities: Identities,
    private readonly sessions: SessionsService,
    private readonly tokens: PersonalAccessTokens,
    private readonly notifications: NotificationsService,
    private readonly revocations: Revocations,
    private readonly audit: AuditService,
    private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  /** The identity's user; else the one with its verified e-mail address, linked from now on; else a new one. */
  async userOf(
    identity: ProvenIdentity,
    provider: { readonly name: string },
    origin: RequestOrigin,
  ): Promise<User> {
    const known = await this.identities.find(identity.issuer, identity.subject);
    if (known !== null) return active(await this.users.getUser(known.userId));
    const { verifiedEmail } = identity;
    if (verifiedEmail === null)
      throw new ForbiddenError(`${provider.name} did not confirm your e-mail address`);
    try {
      return await this.link({ ...identity, verifiedEmail, providerName: provider.name, origin });
    } catch (error) {
      // The same person came twice at once, registered or deleted the account this moment: look again.
      if (!isLostRace(error)) throw error;
      return this.userOf(identity, provider, origin);
    }
  }

  private async link(proof: Proof): Promise<User> {
    const ended: string[] = [];
    const user = await this.dataSource.transaction(async (manager) => {
      const found = await this.users.findByEmail(proof.verifiedEmail, manager);
      if (found === null) return this.create(proof, manager);
      await this.users.lock(found.id, manager);
      const owner = active(await this.users.getWithPassword(found.id, manager));
      if (owner.emailVerifiedAt === null)
        ended.push(...(await this.takeBack(owner, proof, manager)));
      await this.identities.link(owner.id, proof, proof.origin, manager);
      const title = `Signing in with ${proof.providerName} opens your account from now on`;
      await this.notifications.notify(owner.id, { title }, manager);
      return this.users.getUser(owner.id, manager);
    });
    this.revocations.announce(ended);
    return user;
  }

  private async create(proof: Proof, manager: EntityManager): Promise<User> {
    const { verifiedEmail: email, name, avatarUrl, origin } = proof;
    if (this.config.auth.registration === 'closed')
      throw new ForbiddenError('New accounts are made by the administrators of this server');
    const fields = { email, emailVerified: true, passwordHash: null, name, avatarUrl };
    const user = await this.users.createUser(fields, manager);
    await this.audit.record('account.created', user.id, origin, {}, manager);
    await this.identities.link(user.id, proof, origin, manager);
    return user;
  }

  /**
   * Whoever made the account never proved that the address is theirs; now somebody does. Nothing that opened the
   * account so far may open it any more. Answers what has ended.
   */
  private async takeBack(
    { id, passwordHash }: User,
    { verifiedEmail: email, origin }: Proof,
    manager: EntityManager,
  ): Promise<string[]> {
    const sessions = await this.sessions.endAll(manager, id);
    const tokens = await this.tokens.removeAll(manager, id);
    await this.identities.unlinkAll(id, manager);
    const change = { email, emailVerifiedAt: new Date(), passwordHash: null };
    await this.users.updateUser(id, change, manager);
    if (passwordHash !== null) await this.audit.record('password.removed', id, origin, {}, manager);
    return [...sessions, ...tokens];
  }
}

function active(user: User): User {
  if (user.status === 'Active') return user;
  throw new ForbiddenError('This account is suspended');
}

function isLostRace(error: unknown): boolean {
  const isGoneOrNew = error instanceof NotFoundError || error instanceof ConflictError;
  return isGoneOrNew || isUniqueViolation(error, 'identities_pkey');
}
