import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type Repository } from 'typeorm';
import { lockApp } from '../../apps/app-lock.js';
import { isListed } from '../../apps/app-terms.js';
import { Membership } from '../../apps/team/membership.entity.js';
import { ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { PageDto } from '../../common/page.dto.js';
import { inPages } from '../../common/time-page.js';
import { AppRating } from './app-rating.entity.js';
import { rankingOf } from './ranking.js';

const FIND_VERSION = 'SELECT version FROM store_listings WHERE app_id = $1';
const LOCK_MINE = `SELECT rating FROM app_ratings
  WHERE app_id = $1 AND user_id = $2 AND version = $3 FOR UPDATE`;
const PUT = `INSERT INTO app_ratings (app_id, user_id, version, rating, comment)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (app_id, user_id, version)
    DO UPDATE SET rating = excluded.rating, comment = excluded.comment, updated_at = now()`;
const REMOVE = 'DELETE FROM app_ratings WHERE app_id = $1 AND user_id = $2 AND version = $3';
/** $2 more stars from $3 more people, in the app and in the store alike. */
const ADD_UP = `WITH rated AS (
    UPDATE apps SET rating_sum = rating_sum + $2, rating_count = rating_count + $3 WHERE id = $1
    RETURNING id, rating_sum, rating_count)
  UPDATE store_listings SET rating_sum = rated.rating_sum, rating_count = rated.rating_count,
    ranking = ${rankingOf('rated.rating_sum', 'rated.rating_count')}
  FROM rated WHERE app_id = rated.id`;

export interface Rater {
  readonly appId: string;
  readonly userId: string;
}

/** Stars and words for apps in the store: one rating by each person for each version. */
@Injectable()
export class RatingsService {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(AppRating) private readonly ratings: Repository<AppRating>,
  ) {}

  /** Oldest first. Throws NotFoundError for an app that is not in the store. */
  async listRatings(appId: string, page: PageDto): Promise<AppRating[]> {
    await versionOf(appId, this.dataSource.manager);
    const ratings = this.ratings.createQueryBuilder('rating').where({ appId });
    return inPages(ratings, page).getMany();
  }

  /** For the version in the store. Throws NotFoundError when there is none. */
  async getRating({ appId, userId }: Rater): Promise<AppRating> {
    const version = await versionOf(appId, this.dataSource.manager);
    const found = await this.ratings.findOneBy({ appId, userId, version });
    if (found === null) throw noRating(version);
    return found;
  }

  /**
   * Rates the version in the store, or changes what one thinks of it. Throws NotFoundError for an app that is not in
   * the store, ForbiddenError for those who work at it.
   */
  async putRating(rater: Rater, rating: number, comment: string): Promise<AppRating> {
    const { appId, userId } = rater;
    return this.dataSource.transaction(async (manager) => {
      const version = await this.lockFor(rater, manager);
      const [before] = await manager.query<{ rating: number }[]>(LOCK_MINE, [
        appId,
        userId,
        version,
      ]);
      await manager.query(PUT, [appId, userId, version, rating, comment]);
      const more = before === undefined ? 1 : 0;
      await manager.query(ADD_UP, [appId, rating - (before?.rating ?? 0), more]);
      return manager.findOneByOrFail(AppRating, { appId, userId, version });
    });
  }

  /** Takes back what one thinks of the version in the store. Throws NotFoundError. */
  async removeRating({ appId, userId }: Rater): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockApp(manager, appId);
      const version = await versionOf(appId, manager);
      const mine = [appId, userId, version];
      const [before] = await manager.query<{ rating: number }[]>(LOCK_MINE, mine);
      if (before === undefined) throw noRating(version);
      await manager.query(REMOVE, mine);
      await manager.query(ADD_UP, [appId, -before.rating, -1]);
    });
  }

  /** All who rate an app at once do so one after the other. Answers the version. */
  private async lockFor({ appId, userId }: Rater, manager: EntityManager): Promise<number> {
    const { visibility, defaultRoleId } = await lockApp(manager, appId);
    if (!isListed(visibility)) throw notListed(appId);
    const version = await versionOf(appId, manager);
    const member = await manager.findOneBy(Membership, { appId, userId });
    if (member !== null && member.roleId !== defaultRoleId)
      throw new ForbiddenError('Whoever works at an app cannot rate it');
    return version;
  }
}

async function versionOf(appId: string, manager: EntityManager): Promise<number> {
  const [listing] = await manager.query<{ version: number }[]>(FIND_VERSION, [appId]);
  if (listing === undefined) throw notListed(appId);
  return listing.version;
}

function notListed(appId: string): NotFoundError {
  return new NotFoundError(`There is no app ${appId.slice(0, 100)} in the store`);
}

function noRating(version: number): NotFoundError {
  return new NotFoundError(`You have not rated version ${version} of the app`);
}
