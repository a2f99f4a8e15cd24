import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource } from 'typeorm';
import { ConflictError, NotFoundError } from '../../../common/errors.js';
import type { PageDto } from '../../../common/page.dto.js';
import { inPages } from '../../../common/time-page.js';
import { NotificationsService } from '../../../users/notifications/notifications.service.js';
import { UsersService } from '../../../users/users.service.js';
import { lockApp } from '../../app-lock.js';
import { appName, nameOfApp } from '../../app-name.js';
import { assertTakesMembers, isMember, Joining } from '../joining.service.js';
import { Invitation } from './invitation.entity.js';

const MOST_PER_APP = 1000;

export interface NewInvitation {
  readonly userId: string;
  readonly message: string | null;
  /** Null = a key of the app. */
  readonly invitedBy: string | null;
}

export interface ReceivedInvitation {
  readonly invitation: Invitation;
  readonly appName: string;
}

/** Apps ask people to join; people answer. */
@Injectable()
export class InvitationsService implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly joining: Joining,
    private readonly users: UsersService,
    private readonly notifications: NotificationsService,
  ) {}

  onModuleInit(): void {
    this.notifications.countInvitesBy('SELECT count(*) FROM invitations WHERE user_id = $1');
  }

  /**
   * Tells the person, too. Throws ForbiddenError for an app that is its owner's alone, NotFoundError for
   * somebody who is not known or not active, ConflictError for a member and for who is invited already.
   */
  async invite(appId: string, { userId, message, invitedBy }: NewInvitation): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      assertTakesMembers(app);
      await this.users.holdActive(userId, manager);
      if (await isMember(app, userId, manager))
        throw new ConflictError('They are a member of the app already');
      if (await manager.existsBy(Invitation, { appId, userId }))
        throw new ConflictError('They are invited already');
      if ((await manager.countBy(Invitation, { appId })) >= MOST_PER_APP)
        throw new ConflictError(`${MOST_PER_APP} people are invited already and have not answered`);
      await manager.insert(Invitation, { id: createId(), appId, userId, invitedBy, message });
      const title = `You are invited to ${await nameOfApp(manager, appId)}`.slice(0, 200);
      const notice = { title, description: message, link: '/notifications' };
      await this.notifications.notify(userId, notice, manager);
    });
  }

  /** What somebody has not answered yet, oldest first. */
  async listReceived(userId: string, page: PageDto): Promise<ReceivedInvitation[]> {
    const received = this.dataSource
      .createQueryBuilder(Invitation, 'invitation')
      .addSelect(appName('invitation.app_id'), 'app_name')
      .where({ userId });
    const { entities, raw } = await inPages(received, page).getRawAndEntities<{
      app_name: string;
    }>();
    return entities.map((invitation, at) => ({ invitation, appName: raw[at]!.app_name }));
  }

  /** Throws NotFoundError for an invitation that is not the user's, ConflictError for a full app. */
  async accept(userId: string, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const invitation = await manager.findOneBy(Invitation, { id, userId });
      if (invitation === null) throw noInvitation(id);
      const app = await lockApp(manager, invitation.appId);
      // Taken back, or answered, while this waited for the lock.
      if (!(await manager.existsBy(Invitation, { id, userId }))) throw noInvitation(id);
      await this.joining.join(app, userId, 'invitation', manager);
    });
  }

  /** Throws NotFoundError for an invitation that is not the user's. */
  async reject(userId: string, id: string): Promise<void> {
    const { affected } = await this.dataSource.manager.delete(Invitation, { id, userId });
    if (affected === 0) throw noInvitation(id);
  }
}

function noInvitation(id: string): NotFoundError {
  return new NotFoundError(`There is no invitation ${id.slice(0, 100)}`);
}
