import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource } from 'typeorm';
import { ConflictError, NotFoundError } from '../../../common/errors.js';
import { randomSecret } from '../../../common/secret-token.js';
import { lockApp } from '../../app-lock.js';
import { assertTakesMembers, Joining } from '../joining.service.js';
import { InviteLink } from './invite-link.entity.js';

const MOST_PER_APP = 100;

/** Links that let people into an app. */
@Injectable()
export class InviteLinksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly joining: Joining,
  ) {}

  /** Newest first. */
  listLinks(appId: string): Promise<InviteLink[]> {
    const order = { createdAt: 'DESC', id: 'ASC' } as const;
    return this.dataSource.manager.find(InviteLink, { where: { appId }, order });
  }

  /** Throws ForbiddenError for an app that is its owner's alone, ConflictError when there are 100 links. */
  createLink(appId: string, name: string | null, maxUses: number): Promise<InviteLink> {
    return this.dataSource.transaction(async (manager) => {
      assertTakesMembers(await lockApp(manager, appId));
      if ((await manager.countBy(InviteLink, { appId })) >= MOST_PER_APP)
        throw new ConflictError(`There are ${MOST_PER_APP} links already; remove some first`);
      const id = createId();
      await manager.insert(InviteLink, { id, appId, token: randomSecret(), name, maxUses });
      return manager.findOneByOrFail(InviteLink, { id });
    });
  }

  /** Throws NotFoundError. */
  async removeLink(appId: string, id: string): Promise<void> {
    const { affected } = await this.dataSource.manager.delete(InviteLink, { appId, id });
    if (affected === 0) throw noLink();
  }

  /**
   * Who is a member already does not use the link up. Throws NotFoundError, ConflictError when it is used up
   * or the app is full.
   */
  async join(userId: string, appId: string, token: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      // In the same words for an unknown app: whoever tries must not learn which apps there are.
      if (!(await manager.existsBy(InviteLink, { appId, token }))) throw noLink();
      const app = await lockApp(manager, appId);
      const link = await manager.findOneBy(InviteLink, { appId, token });
      if (link === null) throw noLink();
      if (!(await this.joining.join(app, userId, `link:${link.id}`, manager))) return;
      if (link.maxUses >= 0 && link.uses >= link.maxUses)
        throw new ConflictError('This link has been used as often as it may be');
      await manager.increment(InviteLink, { id: link.id }, 'uses', 1);
    });
  }
}

function noLink(): NotFoundError {
  return new NotFoundError('There is no such link');
}
