import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import type { EntityManager } from 'typeorm';
import { ConflictError, ForbiddenError } from '../../common/errors.js';
import { Config } from '../../config/config.js';
import { UsersService } from '../../users/users.service.js';
import type { App } from '../app.entity.js';
import { Invitation } from './invitations/invitation.entity.js';
import { Membership } from './membership.entity.js';
import { JoinRequest } from './requests/join-request.entity.js';

/** The only way into an app that somebody has made. */
@Injectable()
export class Joining {
  constructor(
    private readonly users: UsersService,
    private readonly config: Config,
  ) {}

  /**
   * Makes somebody a member, with the default role; whether they may is decided before. `app` must be locked
   * by `lockApp`. Answers false when they were one already. Throws ForbiddenError for an app that is its
   * owner's alone, ConflictError for a full one, NotFoundError for somebody who is not active.
   */
  async join(app: App, userId: string, via: string, manager: EntityManager): Promise<boolean> {
    assertTakesMembers(app);
    const joins = !(await isMember(app, userId, manager));
    if (joins) {
      await this.users.holdActive(userId, manager);
      await this.assertRoomIn(app, manager);
      const [id, roleId] = [createId(), app.defaultRoleId!];
      await manager.insert(Membership, { id, appId: app.id, userId, roleId, joinedVia: via });
    }
    await manager.delete(Invitation, { appId: app.id, userId });
    await manager.delete(JoinRequest, { appId: app.id, userId });
    return joins;
  }

  private async assertRoomIn({ id, visibility }: App, manager: EntityManager): Promise<void> {
    const { membersPerPrototype } = this.config.limits;
    if (visibility !== 'Prototype' || membersPerPrototype === Number.POSITIVE_INFINITY) return;
    if ((await manager.countBy(Membership, { appId: id })) >= membersPerPrototype)
      throw new ConflictError(
        `The app is a prototype, and those may have ${membersPerPrototype} members at most`,
      );
  }
}

export function isMember({ id }: App, userId: string, manager: EntityManager): Promise<boolean> {
  return manager.existsBy(Membership, { appId: id, userId });
}

/** Throws ForbiddenError (board page, 7.3). */
export function assertTakesMembers({ visibility }: App): void {
  if (visibility === 'Private' || visibility === 'Offline')
    throw new ForbiddenError(`The app is ${visibility}: it is its owner’s alone`);
}
