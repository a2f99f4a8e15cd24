import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditAction } from '../../audit/audit-action.js';
import type { AuditEvent } from '../../audit/audit-event.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import { ForbiddenError } from '../../common/errors.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import type { User, UserStatus } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { SessionsService } from '../sessions/sessions.service.js';

export interface AdministeredChange {
  readonly status?: UserStatus;
  readonly permission?: number;
}

/** What administrators do with other people's accounts. */
@Injectable()
export class AdminUsersService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly revocations: Revocations,
    private readonly audit: AuditService,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Whoever is no longer active is signed out everywhere. Nobody changes their own account here, and of two
   * administrators who dismiss each other at once one stays: there is always one.
   */
  async updateUser(
    adminId: string,
    userId: string,
    change: AdministeredChange,
    origin: RequestOrigin,
  ): Promise<User> {
    if (adminId === userId)
      throw new ForbiddenError('Administrators cannot change their own status or permissions');
    const ended: string[] = [];
    const user = await this.dataSource.transaction(async (manager) => {
      const record = (action: AuditAction, details: AuditEvent['details']) =>
        this.audit.record(action, userId, origin, { by: adminId, ...details }, manager);
      const administrators = await this.users.lockAdministrators(manager);
      if (!administrators.includes(adminId))
        throw new ForbiddenError('This needs the platform permission Admin');
      await this.users.lock(userId, manager);
      const before = await this.users.getUser(userId, manager);
      const after = await this.users.updateUser(userId, change, manager);
      const { status, permission } = after;
      if (status !== 'Active') ended.push(...(await this.sessions.endAll(manager, userId)));
      if (status !== before.status)
        await record(status === 'Active' ? 'account.unbanned' : 'account.banned', { status });
      if (permission !== before.permission)
        await record('account.permissions-changed', { from: before.permission, to: permission });
      return after;
    });
    this.revocations.announce(ended);
    return user;
  }
}
