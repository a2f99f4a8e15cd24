import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ForbiddenError } from '../common/errors.js';
import { App } from './app.entity.js';
import { lockApp } from './app-lock.js';
import { isListed, type Visibility } from './app-terms.js';
import { TeamService } from './team/team.service.js';

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
  changeVisibility(appId: string, wanted: Visibility, userId: string): Promise<Visibility> {
    return this.dataSource.transaction(async (manager) => {
      const { visibility } = await lockApp(manager, appId);
      if (wanted === visibility) return visibility;
      if (visibility === 'Prototype' && isListed(wanted)) {
        await manager.query(
          `INSERT INTO publication_requests (app_id, visibility, requested_by) VALUES ($1, $2, $3)
            ON CONFLICT (app_id) DO UPDATE SET visibility = $2, requested_by = $3, created_at = now()`,
          [appId, wanted, userId],
        );
        return visibility;
      }
      if (!isFree(visibility, wanted))
        throw new ForbiddenError(`The visibility cannot change from ${visibility} to ${wanted}`);
      if (wanted === 'Private') await this.team.removeAllButOwner(manager, appId);
      await manager.update(App, { id: appId }, { visibility: wanted });
      return wanted;
    });
  }
}

function isFree(from: Visibility, to: Visibility): boolean {
  if (isListed(from) && isListed(to)) return true;
  const own: readonly Visibility[] = ['Private', 'Prototype'];
  return own.includes(from) && own.includes(to);
}
