import { Injectable } from '@nestjs/common';
import { DataSource, Not } from 'typeorm';
import { ForbiddenError } from '../common/errors.js';
import { unknownApp } from './access/app-access.service.js';
import { App } from './app.entity.js';
import { isListed, type Visibility } from './app-terms.js';
import { Membership } from './team/membership.entity.js';

/** Who may know of an app, and how that may change (board page, 7.3). */
@Injectable()
export class VisibilityService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Answers what the visibility is afterwards: publishing is only asked for here, a moderator grants it.
   * Throws ForbiddenError for a change that is not to be.
   */
  changeVisibility(appId: string, wanted: Visibility, userId: string): Promise<Visibility> {
    return this.dataSource.transaction(async (manager) => {
      const app = await manager.findOne(App, {
        where: { id: appId },
        lock: { mode: 'pessimistic_write' },
      });
      if (app === null) throw unknownApp(appId);
      const { visibility } = app;
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
      if (wanted === 'Private')
        await manager.delete(Membership, { appId, roleId: Not(app.ownerRoleId!) });
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
