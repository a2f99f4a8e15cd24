import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { isPermitted } from '../../common/app-permission.js';
import { ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { Caller } from '../../common/principal.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { UsersService } from '../../users/users.service.js';
import type { AppAccess } from '../access/app-access.service.js';
import type { App } from '../app.entity.js';
import { lockApp } from '../app-lock.js';
import { OwnedApps } from '../team/owned-apps.service.js';
import { Membership } from '../team/membership.entity.js';
import { RolesService } from './roles.service.js';

/** Gives members their roles, and an app another owner. */
@Injectable()
export class RoleAssignment {
  constructor(
    private readonly dataSource: DataSource,
    private readonly roles: RolesService,
    private readonly owned: OwnedApps,
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  /**
   * The owner's role is given by the owner alone, who gets the default role for it: at no moment does an app
   * have two owners or none. Throws NotFoundError, and ForbiddenError for what nobody may do to themselves or
   * to the owner.
   */
  async assign(
    { appId, permissions }: AppAccess,
    caller: Caller,
    roleId: string,
    userId: string,
    origin: RequestOrigin,
  ): Promise<void> {
    const callerId = caller.via === 'api-key' ? undefined : caller.userId;
    if (userId === callerId) throw new ForbiddenError('Nobody can give a role to themselves');
    await this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      await this.roles.getRole(appId, roleId, manager);
      if (roleId !== app.ownerRoleId) return giveRole(app, userId, roleId, manager);
      if (callerId === undefined || !isPermitted(permissions, 'Owner')) throw notOwner();
      await this.transfer(app, callerId, userId, origin, manager);
    });
  }

  private async transfer(
    app: App,
    from: string,
    to: string,
    origin: RequestOrigin,
    manager: EntityManager,
  ): Promise<void> {
    // Before anything is read: an account that is being deleted is gone after this.
    await this.owned.assertRoomFor(to, manager);
    await this.users.holdActive(to, manager);
    // The caller was the owner when the request came in; another transfer may have been faster.
    if ((await getMember(app.id, from, manager)).roleId !== app.ownerRoleId) throw notOwner();
    await getMember(app.id, to, manager);
    await manager.query(
      `UPDATE memberships SET role_id = CASE user_id WHEN $2 THEN $4 ELSE $5 END, updated_at = now()
        WHERE app_id = $1 AND user_id IN ($2, $3)`,
      [app.id, from, to, app.defaultRoleId, app.ownerRoleId],
    );
    const details = { app_id: app.id, from, to };
    await this.audit.record('app.ownership-given', from, origin, details, manager);
    await this.audit.record('app.ownership-received', to, origin, details, manager);
  }
}

async function giveRole(
  { id: appId, ownerRoleId }: App,
  userId: string,
  roleId: string,
  manager: EntityManager,
): Promise<void> {
  const member = await getMember(appId, userId, manager);
  if (member.roleId === ownerRoleId)
    throw new ForbiddenError('The owner keeps the owner’s role until they give it to somebody');
  await manager.update(Membership, { id: member.id }, { roleId });
}

async function getMember(
  appId: string,
  userId: string,
  manager: EntityManager,
): Promise<Membership> {
  const member = await manager.findOneBy(Membership, { appId, userId });
  if (member === null) throw new NotFoundError(`${userId.slice(0, 100)} is no member of the app`);
  return member;
}

function notOwner(): ForbiddenError {
  return new ForbiddenError('Only the owner can make somebody else the owner');
}
