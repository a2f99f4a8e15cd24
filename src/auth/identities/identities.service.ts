import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type Repository } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { ConflictError, NotFoundError } from '../../common/errors.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { UsersService } from '../../users/users.service.js';
import { Identity } from './identity.entity.js';

/** Whose a sign-in elsewhere is here. */
@Injectable()
export class Identities {
  constructor(
    @InjectRepository(Identity) private readonly identities: Repository<Identity>,
    private readonly users: UsersService,
    private readonly audit: AuditService,
    private readonly dataSource: DataSource,
  ) {}

  find(
    issuer: string,
    subject: string,
    manager = this.identities.manager,
  ): Promise<Identity | null> {
    return manager.findOneBy(Identity, { issuer, subject });
  }

  /** Oldest first. */
  list(userId: string, manager = this.identities.manager): Promise<Identity[]> {
    return manager.find(Identity, {
      where: { userId },
      order: { createdAt: 'ASC', issuer: 'ASC' },
    });
  }

  /** As part of the caller's transaction. Fails on the index `identities_pkey` when it is somebody's already. */
  async link(
    userId: string,
    { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>,
    origin: RequestOrigin,
    manager: EntityManager,
  ): Promise<void> {
    await manager.insert(Identity, { issuer, subject, userId });
    await this.audit.record('identity.linked', userId, origin, { issuer }, manager);
  }

  /** As part of the caller's transaction. */
  async unlinkAll(userId: string, manager: EntityManager): Promise<void> {
    await manager.delete(Identity, { userId });
  }

  /** Throws NotFoundError, and ConflictError for the last way into the account. */
  async unlink(userId: string, id: string, origin: RequestOrigin): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      // Of two that remove one each at the same time, the second one must see what the first one left.
      await this.users.lock(userId, manager);
      const { passwordHash } = await this.users.getWithPassword(userId, manager);
      const all = await this.list(userId, manager);
      const identity = all.find((each) => each.id === id);
      if (identity === undefined) throw new NotFoundError('There is no such identity');
      if (passwordHash === null && all.length === 1)
        throw new ConflictError(
          'This is the only way into the account: set a password or link another identity first',
        );
      const { issuer, subject } = identity;
      await manager.delete(Identity, { issuer, subject });
      await this.audit.record('identity.removed', userId, origin, { issuer }, manager);
    });
  }
}
