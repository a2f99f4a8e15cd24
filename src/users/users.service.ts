import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createId } from '@paralleldrive/cuid2';
import { type EntityManager, type Repository } from 'typeorm';
import { ConflictError, NotFoundError } from '../common/errors.js';
import { Config } from '../config/config.js';
import { isUniqueViolation } from '../database/violations.js';
import { PLATFORM_PERMISSIONS } from './platform-permission.js';
import { User } from './user.entity.js';

export interface NewUser {
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly passwordHash: string | null;
  readonly name: string | null;
  readonly avatarUrl?: string | null;
}

export type UserChange = Partial<Omit<User, 'id' | 'createdAt' | 'updatedAt'>>;

export interface UserFilter {
  readonly limit: number;
  readonly after: string | undefined;
  readonly offset: number;
  readonly query: string | undefined;
}

/** People. Who they prove to be is the business of `auth`. */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly config: Config,
  ) {}

  /** Throws ConflictError for an e-mail address that somebody has. */
  async createUser(
    { emailVerified, ...fields }: NewUser,
    manager = this.users.manager,
  ): Promise<User> {
    const id = createId();
    const emailVerifiedAt = emailVerified ? new Date() : null;
    const permission = await this.firstPermission(fields.email, manager);
    try {
      await manager.insert(User, { ...fields, id, emailVerifiedAt, permission });
    } catch (error) {
      if (!isUniqueViolation(error, 'users_by_email')) throw error;
      throw new ConflictError('There is an account with this e-mail address already');
    }
    return this.getUser(id, manager);
  }

  findById(id: string, manager = this.users.manager): Promise<User | null> {
    return manager.findOneBy(User, { id });
  }

  /** Throws NotFoundError. */
  async getUser(id: string, manager = this.users.manager): Promise<User> {
    const user = await this.findById(id, manager);
    if (user === null) throw new NotFoundError(`There is no user ${id.slice(0, 100)}`);
    return user;
  }

  /**
   * With the hash of the password. Lower case is made here, where attempts are counted by it too: Postgres
   * folds letters that JavaScript does not (U+0130 and i), and each of those would have a count of its own.
   */
  findByEmail(address: string, manager = this.users.manager): Promise<User | null> {
    const email = address.toLowerCase();
    return withPassword(manager).where('lower(user.email) = :email', { email }).getOne();
  }

  /** With the hash of the password. Throws NotFoundError. */
  async getWithPassword(id: string, manager = this.users.manager): Promise<User> {
    const user = await withPassword(manager).where({ id }).getOne();
    if (user === null) throw new NotFoundError(`There is no user ${id.slice(0, 100)}`);
    return user;
  }

  /** By id; `query` = the beginning of an e-mail address, a name or a username, whatever the case. */
  listUsers({ limit, after, offset, query }: UserFilter): Promise<User[]> {
    const found = this.users.createQueryBuilder('user').orderBy('user.id').take(limit).skip(offset);
    if (after !== undefined) found.andWhere('user.id > :after', { after });
    if (query !== undefined)
      found.andWhere(
        `(lower(user.email) LIKE :start OR lower(user.username) LIKE :start OR lower(user.name) LIKE :start)`,
        { start: `${query.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%` },
      );
    return found.getMany();
  }

  /** Throws NotFoundError, and ConflictError for a username that somebody else has. */
  async updateUser(id: string, change: UserChange, manager = this.users.manager): Promise<User> {
    try {
      if (Object.keys(change).length > 0) await manager.update(User, { id }, change);
    } catch (error) {
      if (!isUniqueViolation(error, 'users_by_username')) throw error;
      throw new ConflictError(`The username ${change.username} is taken`);
    }
    return this.getUser(id, manager);
  }

  /** Until the end of the transaction nobody else gets this lock. Throws NotFoundError. */
  async lock(id: string, manager: EntityManager): Promise<void> {
    const lock = { mode: 'for_no_key_update' } as const;
    const user = await manager.findOne(User, { where: { id }, select: { id: true }, lock });
    if (user === null) throw new NotFoundError(`There is no user ${id.slice(0, 100)}`);
  }

  /**
   * Until the end of the transaction this user stays, and stays active. Throws NotFoundError, also for people
   * who are not active.
   */
  async holdActive(id: string, manager: EntityManager): Promise<void> {
    const [user] = await manager.query<object[]>(
      `SELECT 1 FROM users WHERE id = $1 AND status = 'Active' FOR SHARE`,
      [id],
    );
    if (user === undefined) throw new NotFoundError(`There is no user ${id.slice(0, 100)}`);
  }

  /**
   * The ids of those who administer the platform. Until the end of the transaction they go on doing so; a
   * transaction that locks other users too does this first.
   */
  async lockAdministrators(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM users WHERE permission & 1 = 1 AND status = 'Active' ORDER BY id
        FOR NO KEY UPDATE`,
    );
    return rows.map(({ id }) => id);
  }

  async removeUser(id: string, manager = this.users.manager): Promise<void> {
    await manager.delete(User, { id });
  }

  /** The first account of an installation is its administrator, if it has the configured address. */
  private async firstPermission(email: string | null, manager: EntityManager): Promise<number> {
    const { firstAdminEmail } = this.config.auth;
    if (email === null || firstAdminEmail?.toLowerCase() !== email.toLowerCase()) return 0;
    return (await manager.exists(User)) ? 0 : PLATFORM_PERMISSIONS.Admin;
  }
}

function withPassword(manager: EntityManager) {
  return manager.createQueryBuilder(User, 'user').addSelect('user.passwordHash');
}
