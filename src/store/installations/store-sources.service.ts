import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isListed, type Visibility } from '../../apps/app-terms.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { AppContent } from '../publications/app-content.js';

/** A version of an app that somebody may get from the store. */
export interface StoreSource {
  readonly appId: string;
  readonly version: number;
  readonly releaseNotes: string;
  readonly content: AppContent;
}

interface Found {
  readonly visibility: Visibility;
  readonly price: number | null;
  readonly is_member: boolean;
  readonly newest: number | null;
}

/** What the store has of an app, and whether this user belongs to it. */
const FIND = `SELECT apps.visibility, listing.price,
    EXISTS (SELECT FROM memberships WHERE app_id = apps.id AND user_id = $2) AS is_member,
    (SELECT max(version) FROM publications WHERE app_id = apps.id AND status = 'approved') AS newest
  FROM apps JOIN store_listings listing ON listing.app_id = apps.id WHERE apps.id = $1`;
const READ_APPROVED = `SELECT release_notes, content::text AS content FROM publications
  WHERE app_id = $1 AND version = $2 AND status = 'approved'`;
const READ_ANY = `SELECT content::text AS content FROM publications WHERE app_id = $1 AND version = $2`;

/** Who may get which version of what is in the store. */
@Injectable()
export class StoreSources {
  /**
   * The version, or the newest. Throws NotFoundError for what is not in the store, ForbiddenError for an app that one
   * must be let into first, ConflictError for one that must be bought.
   */
  async get(
    manager: EntityManager,
    userId: string,
    appId: string,
    version: number | undefined,
  ): Promise<StoreSource> {
    const newest = await this.getNewest(manager, userId, appId);
    const wanted = version ?? newest;
    const [row] = await manager.query<{ release_notes: string; content: string }[]>(READ_APPROVED, [
      appId,
      wanted,
    ]);
    if (row === undefined)
      throw new NotFoundError(
        `The app has no version ${wanted} in the store; the newest is ${newest}`,
      );
    const content = JSON.parse(row.content) as AppContent;
    return { appId, version: wanted, releaseNotes: row.release_notes, content };
  }

  /** The number of the newest version. Throws as `get` does. */
  async getNewest(manager: EntityManager, userId: string, appId: string): Promise<number> {
    const [found] = await manager.query<Found[]>(FIND, [appId, userId]);
    if (found === undefined || found.newest === null || !isListed(found.visibility))
      throw new NotFoundError(`There is no app ${appId.slice(0, 100)} in the store`);
    if (found.is_member) return found.newest;
    if (found.visibility !== 'Public')
      throw new ForbiddenError('Only members may install this app; ask to join it first');
    if ((found.price ?? 0) > 0)
      throw new ConflictError(
        'Payments are not set up on this server, so the app cannot be bought',
      );
    return found.newest;
  }

  /** What a version was made of, as long as that is known, whether the store still has it or not. */
  async findContent(
    manager: EntityManager,
    appId: string,
    version: number,
  ): Promise<AppContent | undefined> {
    const values = [appId, version];
    const [row] = await manager.query<{ content: string | null }[]>(READ_ANY, values);
    return row?.content == null ? undefined : (JSON.parse(row.content) as AppContent);
  }
}
