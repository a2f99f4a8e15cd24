import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ForbiddenError } from '../common/errors.js';
import { changedAfter } from '../common/etag.js';
import { App } from './app.entity.js';
import { lockApp } from './app-lock.js';
import { isListed, type Visibility } from './app-terms.js';
import { TeamService } from './team/team.service.js';

export interface WantedVisibility {
  readonly visibility: Visibility;
  readonly userId: string;
}

/** Who may know of an app, and how that may change (board page, 7.3). */
@Injectable()
export class VisibilityService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly team: TeamService,
  ) {}

  /**
   * Answers what the visibility is afterwards: publishing is only asked for here, a moderator grants it.
   * Throws ForbiddenError for a change that is not to be.
   */
  changeVisibility(appId: string, wanted: WantedVisibility): Promise<Visibility> {
    return this.dataSource.transaction(async (manager) =>
      this.change(await lockApp(manager, appId), wanted, manager),
    );
  }

  /** The same, for an app that the caller's transaction holds the lock of. */
  async change(
    { id, visibility, updatedAt }: App,
    { visibility: wanted, userId }: WantedVisibility,
    manager: EntityManager,
  ): Promise<Visibility> {
    if (wanted === visibility) return visibility;
    if (visibility === 'Prototype' && isListed(wanted)) {
      await manager.query(
        `INSERT INTO publication_requests (app_id, visibility, requested_by) VALUES ($1, $2, $3)
          ON CONFLICT (app_id) DO UPDATE SET visibility = $2, requested_by = $3, created_at = now()`,
        [id, wanted, userId],
      );
      return visibility;
    }
    if (!isFree(visibility, wanted))
      throw new ForbiddenError(`The visibility cannot change from ${visibility} to ${wanted}`);
    if (wanted === 'Private') await this.team.removeAllButOwner(manager, id);
    const change = { visibility: wanted, updatedAt: changedAfter(updatedAt) };
    await manager.update(App, { id }, change);
    return wanted;
  }
}

function isFree(from: Visibility, to: Visibility): boolean {
  if (isListed(from) && isListed(to)) return true;
  const own: readonly Visibility[] = ['Private', 'Prototype'];
  return own.includes(from) && own.includes(to);
}
