import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { ConflictError, ForbiddenError } from '../../common/errors.js';
import { EVERY_PERMISSION, type Principal } from '../../common/principal.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { Sql } from '../../database/sql.js';
import { isUniqueViolation } from '../../database/violations.js';
import type { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { type OutsideClaims, OutsideIssuer } from './outside-issuer.service.js';

/** A ban is felt after this long at the latest. */
const REMEMBERED_MS = 5000;

const FIND = {
  name: 'outside-accounts.find',
  text: `SELECT users.id, users.status FROM identities JOIN users ON users.id = identities.user_id
    WHERE issuer = $1 AND subject = $2`,
};
const LINK = 'INSERT INTO identities (issuer, subject, user_id) VALUES ($1, $2, $3)';

type Known = Pick<User, 'id' | 'status'>;

/** What the issuer says of somebody whom this server has not seen before. */
interface Person {
  /** Only one it vouches for. */
  readonly email: string | null;
  readonly name: string | null;
  readonly avatarUrl: string | null;
}

/** The accounts of people who are known by the access tokens of another issuer. */
@Injectable()
export class OutsideAccounts {
  private readonly known = new LRUCache<string, Known>({ max: 10_000, ttl: REMEMBERED_MS });

  constructor(
    private readonly issuer: OutsideIssuer,
    private readonly users: UsersService,
    private readonly sql: Sql,
    private readonly audit: AuditService,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Who the access token speaks for; undefined when it does not come from another issuer. Whoever comes for
   * the first time gets an account. Throws UnauthenticatedError, ForbiddenError, UnavailableError.
   */
  async recognize(token: string, origin: RequestOrigin): Promise<Principal | undefined> {
    if (!this.issuer.isIssuerOf(token)) return undefined;
    const claims = await this.issuer.verify(token);
    const user = this.known.get(claims.sub) ?? (await this.look(token, claims, origin));
    if (user.status !== 'Active') throw new ForbiddenError('This account is suspended');
    const { sid, auth_time: authenticatedAt } = claims;
    return {
      userId: user.id,
      via: 'session',
      credentialId: typeof sid === 'string' ? sid : claims.sub,
      permissions: EVERY_PERMISSION,
      authenticatedAt: typeof authenticatedAt === 'number' ? authenticatedAt : 0,
    };
  }

  private async look(token: string, claims: OutsideClaims, origin: RequestOrigin): Promise<Known> {
    const { issuer } = await this.issuer.metadata();
    const find = () => this.sql.rows<Known>(FIND, [issuer, claims.sub]);
    const [found] = await find();
    const user = found ?? (await this.welcome(token, issuer, claims, origin)) ?? (await find())[0];
    if (user === undefined) throw new ConflictError('The account is being made; try again');
    this.known.set(claims.sub, user);
    return user;
  }

  /** Undefined when another request was quicker. */
  private async welcome(
    token: string,
    issuer: string,
    claims: OutsideClaims,
    origin: RequestOrigin,
  ): Promise<Known | undefined> {
    const person = await this.personOf(token, claims);
    try {
      return await this.dataSource.transaction(async (manager) => {
        const same =
          person.email === null ? null : await this.users.findByEmail(person.email, manager);
        const isTheirs = same !== null && same.emailVerifiedAt !== null;
        // An address that nobody vouched for here may be somebody else's: it stays with that account.
        const email = same === null ? person.email : null;
        const user = isTheirs
          ? same
          : await this.users.createUser(
              { ...person, email, emailVerified: email !== null, passwordHash: null },
              manager,
            );
        await manager.query(LINK, [issuer, claims.sub, user.id]);
        const action = isTheirs ? 'identity.linked' : 'account.created';
        await this.audit.record(action, user.id, origin, { issuer }, manager);
        return user;
      });
    } catch (error) {
      if (error instanceof ConflictError || isUniqueViolation(error, 'identities_pkey'))
        return undefined;
      throw error;
    }
  }

  /** Some issuers say it in the access token, some only when asked. */
  private async personOf(token: string, claims: OutsideClaims): Promise<Person> {
    const told = claims['name'] !== undefined || claims['email'] !== undefined;
    const said = told ? claims : await this.issuer.userInfo(token, claims.sub);
    const text = (name: string, most: number) => {
      const value = said[name];
      return typeof value === 'string' && value !== '' ? value.slice(0, most) : null;
    };
    const picture = text('picture', 2000);
    return {
      email: said['email_verified'] === true ? text('email', 254) : null,
      name: text('name', 200),
      avatarUrl: picture?.startsWith('https://') ? picture : null,
    };
  }
}
