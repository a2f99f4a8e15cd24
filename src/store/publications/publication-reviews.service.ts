import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type Repository } from 'typeorm';
import { lockApp } from '../../apps/app-lock.js';
import { nameOfApp } from '../../apps/app-name.js';
import type { App } from '../../apps/app.entity.js';
import { Membership } from '../../apps/team/membership.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { PageDto } from '../../common/page.dto.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { readTimeCursor } from '../../common/time-page.js';
import { NotificationsService } from '../../users/notifications/notifications.service.js';
import { Listings } from './listings.service.js';
import { Publication } from './publication.entity.js';

const APPROVE = `UPDATE publications SET status = 'approved', reviewed_by = $3, reviewed_at = now()
  WHERE app_id = $1 AND version = $2`;
const REFUSE = `UPDATE publications SET status = 'refused', reviewed_by = $3, reviewed_at = now(),
    reason = $4, content = NULL, bytes = 0
  WHERE app_id = $1 AND version = $2`;

/** A version that a moderator decides about. */
export interface Review {
  readonly appId: string;
  readonly version: number;
  readonly moderatorId: string;
  readonly origin: RequestOrigin;
}

/** What moderators of the platform do with apps that are to be in the store. */
@Injectable()
export class PublicationReviews {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(Publication) private readonly publications: Repository<Publication>,
    private readonly listings: Listings,
    private readonly notifications: NotificationsService,
    private readonly audit: AuditService,
  ) {}

  /** Those that wait, the oldest first. */
  listWaiting({ limit = 50, offset = 0, cursor }: PageDto): Promise<Publication[]> {
    const waiting = this.publications
      .createQueryBuilder('publication')
      .where(`publication.status = 'requested'`)
      .orderBy('publication.requestedAt')
      .addOrderBy('publication.appId')
      .limit(limit)
      .offset(offset);
    if (cursor !== undefined)
      waiting.andWhere(
        '(publication.requestedAt, publication.appId) > (:time, :id)',
        readTimeCursor(cursor),
      );
    return waiting.getMany();
  }

  /** With its content as JSON text, which is null for what was refused or taken back. Throws NotFoundError. */
  async getPublication(
    appId: string,
    version: number,
  ): Promise<{ publication: Publication; content: string | null }> {
    const publication = await this.publications.findOneBy({ appId, version });
    if (publication === null) throw noPublication(version);
    const [{ content }] = await this.publications.query<[{ content: string | null }]>(
      'SELECT content::text AS content FROM publications WHERE app_id = $1 AND version = $2',
      [appId, version],
    );
    return { publication, content };
  }

  /**
   * Puts the version into the store as it was frozen, and tells the owner. Throws NotFoundError, ConflictError, and
   * ForbiddenError for what the moderator asked for, or who owns the app: two people look at what everybody gets.
   */
  approve(review: Review): Promise<Publication> {
    return this.decide(review, 'publication.approved', async (manager, people) => {
      const { appId, version, moderatorId } = review;
      if (people.includes(moderatorId))
        throw new ForbiddenError('Nobody approves their own app: another moderator has to');
      await manager.query(APPROVE, [appId, version, moderatorId]);
      await this.listings.publish(appId, version, manager);
      return { title: 'is in the store', description: null };
    });
  }

  /** Tells the owner why. What is in the store already stays. Throws NotFoundError, ConflictError. */
  refuse(review: Review, reason: string): Promise<Publication> {
    return this.decide(review, 'publication.refused', async (manager) => {
      const { appId, version, moderatorId } = review;
      await manager.query(REFUSE, [appId, version, moderatorId, reason]);
      return { title: 'was not taken into the store', description: reason };
    });
  }

  private decide(
    { appId, version, moderatorId, origin }: Review,
    action: 'publication.approved' | 'publication.refused',
    act: (
      manager: EntityManager,
      /** Who asked, and who owns the app. */
      people: readonly (string | null | undefined)[],
    ) => Promise<{ title: string; description: string | null }>,
  ): Promise<Publication> {
    return this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      const found = await manager.findOneBy(Publication, { appId, version });
      if (found === null) throw noPublication(version);
      if (found.status !== 'requested')
        throw new ConflictError(`Version ${version} is ${found.status}: it does not wait any more`);
      const owner = await this.ownerOf(app, manager);
      const { title, description } = await act(manager, [found.requestedBy, owner?.userId]);
      const name = (await nameOfApp(manager, appId)).slice(0, 120);
      const notice = { title: `Version ${version} of ${name} ${title}`, description };
      if (owner !== null) await this.notifications.notify(owner.userId, notice, manager);
      const details = { by: moderatorId, app: appId, version };
      await this.audit.record(action, owner?.userId ?? moderatorId, origin, details, manager);
      return manager.findOneByOrFail(Publication, { appId, version });
    });
  }

  private ownerOf(
    { id: appId, ownerRoleId }: App,
    manager: EntityManager,
  ): Promise<Membership | null> {
    return manager.findOneBy(Membership, { appId, roleId: ownerRoleId! });
  }
}

function noPublication(version: number): NotFoundError {
  return new NotFoundError(`There is no publication ${version} of such an app`);
}
