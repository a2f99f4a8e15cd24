import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, NotFoundError } from '../../../common/errors.js';
import type { PageDto } from '../../../common/page.dto.js';
import { inPages } from '../../../common/time-page.js';
import { NotificationsService } from '../../../users/notifications/notifications.service.js';
import { unknownApp } from '../../access/app-access.service.js';
import type { App } from '../../app.entity.js';
import { lockApp } from '../../app-lock.js';
import { nameOfApp } from '../../app-name.js';
import { isListed } from '../../app-terms.js';
import { isMember, Joining } from '../joining.service.js';
import { Membership } from '../membership.entity.js';
import { JoinRequest } from './join-request.entity.js';

/** People ask to be let into apps that everybody may know of (board page, 7.3). */
@Injectable()
export class JoinRequestsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly joining: Joining,
    private readonly notifications: NotificationsService,
  ) {}

  /**
   * Into a public app that costs nothing one gets at once. Asking again replaces the comment. Throws
   * NotFoundError for an app that is not listed, ConflictError for a member.
   */
  ask(userId: string, appId: string, comment: string | null): Promise<'joined' | 'requested'> {
    return this.dataSource.transaction(async (manager) => {
      const app = await lockForStranger(manager, appId, userId);
      if (app.visibility === 'Public' && isFree(app)) {
        await this.joining.join(app, userId, 'open', manager);
        return 'joined';
      }
      const { affected } = await manager.update(JoinRequest, { appId, userId }, { comment });
      if (affected === 0) {
        // Who has not looked at the others yet need not be told again.
        if (!(await manager.existsBy(JoinRequest, { appId }))) await this.tellOwner(app, manager);
        await manager.insert(JoinRequest, { id: createId(), appId, userId, comment });
      }
      return 'requested';
    });
  }

  /** Throws NotFoundError for an app that is not listed, ConflictError where there is nothing to buy. */
  async purchase(userId: string, appId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const app = await lockForStranger(manager, appId, userId);
      if (!isFree(app))
        throw new ConflictError(
          'Payments are not set up on this server, so the app cannot be bought',
        );
      if (app.visibility !== 'Public')
        throw new ConflictError('The app is joined by request: its administrators decide');
      await this.joining.join(app, userId, 'purchase', manager);
    });
  }

  /** Oldest first. */
  listRequests(appId: string, page: PageDto): Promise<JoinRequest[]> {
    const requests = this.dataSource.createQueryBuilder(JoinRequest, 'request').where({ appId });
    return inPages(requests, page).getMany();
  }

  /** Tells the person, too. Throws NotFoundError, ConflictError for a full app. */
  async accept(appId: string, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      const request = await manager.findOneBy(JoinRequest, { appId, id });
      if (request === null) throw noRequest(id);
      if (!(await this.joining.join(app, request.userId, 'request', manager))) return;
      const title = `You are now in ${await nameOfApp(manager, appId)}`.slice(0, 200);
      await this.notifications.notify(request.userId, { title }, manager);
    });
  }

  /** Throws NotFoundError. */
  async reject(appId: string, id: string): Promise<void> {
    const { affected } = await this.dataSource.manager.delete(JoinRequest, { appId, id });
    if (affected === 0) throw noRequest(id);
  }

  private async tellOwner({ id: appId, ownerRoleId }: App, manager: EntityManager): Promise<void> {
    const owner = await manager.findOneBy(Membership, { appId, roleId: ownerRoleId! });
    const title = `Somebody asks to join ${await nameOfApp(manager, appId)}`.slice(0, 200);
    if (owner !== null) await this.notifications.notify(owner.userId, { title }, manager);
  }
}

/** Throws NotFoundError for an app that strangers may not know of, ConflictError for its members. */
async function lockForStranger(
  manager: EntityManager,
  appId: string,
  userId: string,
): Promise<App> {
  const app = await lockApp(manager, appId);
  if (await isMember(app, userId, manager))
    throw new ConflictError('You are a member of the app already');
  if (!isListed(app.visibility)) throw unknownApp(appId);
  return app;
}

function isFree({ price }: App): boolean {
  return (price ?? 0) === 0;
}

function noRequest(id: string): NotFoundError {
  return new NotFoundError(`Nobody asks to join under ${id.slice(0, 100)}`);
}
