import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { isPermitted } from '../../common/app-permission.js';
import { ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { PageDto } from '../../common/page.dto.js';
import { type Caller, EVERY_PERMISSION } from '../../common/principal.js';
import { inPages } from '../../common/time-page.js';
import type { AppAccess } from '../access/app-access.service.js';
import { lockApp } from '../app-lock.js';
import { Invitation } from './invitations/invitation.entity.js';
import { InviteLink } from './links/invite-link.entity.js';
import { Membership } from './membership.entity.js';
import { JoinRequest } from './requests/join-request.entity.js';

/** Who is in an app, and how people get out of it. */
@Injectable()
export class TeamService {
  constructor(private readonly dataSource: DataSource) {}

  /** The longest in the app first. */
  listMembers(appId: string, page: PageDto): Promise<Membership[]> {
    const members = this.dataSource.createQueryBuilder(Membership, 'member').where({ appId });
    return inPages(members, page).getMany();
  }

  /**
   * Administrators remove anybody but the owner; everybody can leave. Throws ForbiddenError, and
   * NotFoundError for somebody who is no member.
   */
  async removeMember(access: AppAccess, caller: Caller, userId: string): Promise<void> {
    if (!isPermitted(access.permissions, 'Admin') && !speaksFor(caller, userId))
      throw new ForbiddenError('This needs the permission Admin in the app');
    await this.dataSource.transaction(async (manager) => {
      const { id: appId, ownerRoleId } = await lockApp(manager, access.appId);
      const member = await manager.findOneBy(Membership, { appId, userId });
      if (member === null)
        throw new NotFoundError(`${userId.slice(0, 100)} is no member of the app`);
      if (member.roleId === ownerRoleId)
        throw new ForbiddenError('The owner cannot leave; make somebody else the owner first');
      await manager.delete(Membership, { id: member.id });
    });
  }

  /**
   * For an app that becomes Private: nobody but its owner stays in it, and no way into it stays open. As
   * part of the caller's transaction.
   */
  async removeAllButOwner(manager: EntityManager, appId: string): Promise<void> {
    const { ownerRoleId } = await lockApp(manager, appId);
    await manager.delete(Membership, { appId, roleId: Not(ownerRoleId!) });
    for (const way of [Invitation, InviteLink, JoinRequest]) await manager.delete(way, { appId });
  }
}

/** A token that was made for some permissions only does not act for its user here. */
function speaksFor(caller: Caller, userId: string): boolean {
  return (
    caller.via !== 'api-key' &&
    caller.userId === userId &&
    (caller.permissions & EVERY_PERMISSION) !== 0
  );
}
