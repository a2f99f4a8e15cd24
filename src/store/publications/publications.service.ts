import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type Repository } from 'typeorm';
import type { App } from '../../apps/app.entity.js';
import { lockApp } from '../../apps/app-lock.js';
import { isListed, type ListedVisibility, type Visibility } from '../../apps/app-terms.js';
import { DEFAULT_LANGUAGE } from '../../apps/metadata/metadata.service.js';
import { AppRoom } from '../../apps/room/app-room.service.js';
import { type Publisher, VisibilityService } from '../../apps/visibility.service.js';
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  UnprocessableError,
} from '../../common/errors.js';
import { Config } from '../../config/config.js';
import { UsersService } from '../../users/users.service.js';
import type { AppContent } from './app-content.js';
import { AppContents } from './app-contents.service.js';
import { Listings } from './listings.service.js';
import { Publication, type PublishedListing } from './publication.entity.js';
import { findSecrets } from './secrets/find-secrets.js';

/** An app may be put forward so often; each leaves a row, and approved ones their content. */
const MOST_VERSIONS = 1000;
/** Of boards and templates, together: they are read into memory and looked through. */
const MOST_BYTES = 67_108_864;
const CONTENT_BYTES = `SELECT ((SELECT COALESCE(sum(bytes), 0) FROM boards WHERE app_id = $1)
  + (SELECT COALESCE(sum(bytes), 0) FROM templates WHERE app_id = $1))::float8 AS bytes`;
const NEXT_VERSION = `SELECT COALESCE(max(version), 0) + 1 AS version FROM publications WHERE app_id = $1`;
const ADD = `INSERT INTO publications
    (app_id, version, status, visibility, release_notes, listing, content, bytes, requested_by, reviewed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $3 = 'approved' THEN now() END)`;
const TAKE_BACK = `UPDATE publications SET status = 'withdrawn', content = NULL, bytes = 0
  WHERE app_id = $1 AND status = 'requested'`;

export interface PublicationRequest {
  readonly userId: string;
  /** As it is, for an app in the store; else `Public`. */
  readonly visibility?: ListedVisibility | undefined;
  readonly releaseNotes: string;
}

/** What the owners of apps do to have them in the store. */
@Injectable()
export class PublicationsService implements Publisher, OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(Publication) private readonly publications: Repository<Publication>,
    private readonly contents: AppContents,
    private readonly listings: Listings,
    private readonly users: UsersService,
    private readonly visibility: VisibilityService,
    private readonly room: AppRoom,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.visibility.publishBy(this);
  }

  /** Newest first. */
  listPublications(appId: string): Promise<Publication[]> {
    return this.publications.find({ where: { appId }, order: { version: 'DESC' } });
  }

  /** Those in the store until now, newest first. Throws NotFoundError for an app that is not in the store. */
  async listVersions(appId: string): Promise<Publication[]> {
    const [listing] = await this.publications.query<{ version: number }[]>(
      'SELECT version FROM store_listings WHERE app_id = $1',
      [appId],
    );
    if (listing === undefined)
      throw new NotFoundError(`There is no app ${appId.slice(0, 100)} in the store`);
    return this.publications.find({
      where: { appId, status: 'approved' },
      order: { version: 'DESC' },
    });
  }

  /**
   * Freezes the app as it is and asks for it to be in the store; what waits already is taken back. Throws
   * UnprocessableError with the places where something looks like a secret, ForbiddenError for an app that cannot be
   * published, InvalidError when it has no room for its content.
   */
  async publish(appId: string, request: PublicationRequest): Promise<Publication> {
    return this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      if (app.visibility !== 'Prototype' && !isListed(app.visibility))
        throw new ForbiddenError(
          `An app that is ${app.visibility} cannot be published; make it a Prototype first`,
        );
      const visibility =
        request.visibility ?? (isListed(app.visibility) ? app.visibility : 'Public');
      const version = await this.freeze(app, { ...request, visibility }, manager);
      return manager.findOneByOrFail(Publication, { appId, version });
    });
  }

  async request(
    app: App,
    { visibility, userId }: { visibility: ListedVisibility; userId: string },
    manager: EntityManager,
  ): Promise<Visibility> {
    await this.freeze(app, { visibility, userId, releaseNotes: '' }, manager);
    return this.isReviewed ? app.visibility : visibility;
  }

  async relist(appId: string, visibility: ListedVisibility, manager: EntityManager): Promise<void> {
    await this.listings.relist(appId, visibility, manager);
    await manager.update(Publication, { appId, status: 'requested' }, { visibility });
  }

  async withdraw(appId: string, manager: EntityManager): Promise<void> {
    await this.listings.remove(appId, manager);
    await manager.query(TAKE_BACK, [appId]);
  }

  /** Throws NotFoundError, and ConflictError for what does not wait any more. */
  async takeBack(appId: string, version: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockApp(manager, appId);
      const found = await manager.findOneBy(Publication, { appId, version });
      if (found === null) throw new NotFoundError(`There is no publication ${version} of the app`);
      if (found.status !== 'requested')
        throw new ConflictError(`Version ${version} is ${found.status}: it does not wait any more`);
      await manager.query(TAKE_BACK, [appId]);
    });
  }

  private get isReviewed(): boolean {
    return this.config.publicationReview === 'moderator';
  }

  /** Answers the number of the version. */
  private async freeze(
    app: App,
    {
      userId,
      visibility,
      releaseNotes,
    }: Required<PublicationRequest> & { visibility: ListedVisibility },
    manager: EntityManager,
  ): Promise<number> {
    const [{ bytes }] = await manager.query<[{ bytes: number }]>(CONTENT_BYTES, [app.id]);
    if (bytes > MOST_BYTES)
      throw new ForbiddenError(
        `Boards and templates of an app that is published may take ${MOST_BYTES} bytes; these take ${bytes}`,
      );
    const [{ version }] = await manager.query<[{ version: number }]>(NEXT_VERSION, [app.id]);
    if (version > MOST_VERSIONS)
      throw new ForbiddenError(
        `The app was put forward ${MOST_VERSIONS} times, and cannot be again`,
      );
    await manager.query(TAKE_BACK, [app.id]);
    await this.contents.lock(manager, app.id);
    const content = await this.contents.takeUsed(manager, app.id);
    const places = await findSecrets(content, releaseNotes);
    if (places.length > 0)
      throw new UnprocessableError(
        'The app holds what looks like secrets: put them into secret variables, or take them out',
        places,
      );
    const text = JSON.stringify(content);
    const size = Buffer.byteLength(text);
    await this.room.assertFor(app.id, size, manager);
    const listing = JSON.stringify(await this.listingOf(content, app, userId, manager));
    const status = this.isReviewed ? 'requested' : 'approved';
    const row = [visibility, releaseNotes, listing, text, size, userId];
    await manager.query(ADD, [app.id, version, status, ...row]);
    if (!this.isReviewed) await this.listings.publish(app.id, version, manager);
    return version;
  }

  /** In English, else in the first language there is. */
  private async listingOf(
    { app, texts }: AppContent,
    { price }: App,
    userId: string,
    manager: EntityManager,
  ): Promise<PublishedListing> {
    const own = texts.filter(({ target }) => target === '');
    const read = own.find(({ language }) => language === DEFAULT_LANGUAGE) ?? own[0];
    if (read === undefined || read.name.trim() === '')
      throw new ForbiddenError('An app without a name cannot be published');
    const { name, username } = await this.users.getUser(userId, manager);
    return {
      name: read.name,
      description: read.description,
      long_description: read.longDescription,
      tags: read.tags,
      primary_category: app.primaryCategory,
      secondary_category: app.secondaryCategory,
      age_rating: read.ageRating,
      price,
      publisher_id: userId,
      author_name: name ?? username ?? '',
    };
  }
}
