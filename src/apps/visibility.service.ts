import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ForbiddenError } from '../common/errors.js';
import { changedAfter } from '../common/etag.js';
import { App } from './app.entity.js';
import { lockApp } from './app-lock.js';
import { isListed, type ListedVisibility, type Visibility } from './app-terms.js';
import { TeamService } from './team/team.service.js';

export interface WantedVisibility {
  readonly visibility: Visibility;
  readonly userId: string;
}

/**
 * What becomes of an app in the store when its visibility changes. Each is part of the transaction that holds the
 * lock of the app.
 */
export interface Publisher {
  /** Asks for the app as it is to be published. Answers what its visibility is afterwards. */
  request(
    app: App,
    wanted: { visibility: ListedVisibility; userId: string },
    manager: EntityManager,
  ): Promise<Visibility>;
  /** From one listed visibility to the other. */
  relist(appId: string, visibility: ListedVisibility, manager: EntityManager): Promise<void>;
  /** Takes the app out of the store, and what is asked for back. */
  withdraw(appId: string, manager: EntityManager): Promise<void>;
}

/** Who may know of an app, and how that may change (board page, 7.3). */
@Injectable()
export class VisibilityService {
  private publisher: Publisher | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly team: TeamService,
  ) {}

  /** For the store, which knows of apps where they do not know of it. Call it when the module starts. */
  publishBy(publisher: Publisher): void {
    this.publisher = publisher;
  }

  /**
   * Answers what the visibility is afterwards: publishing is only asked for here, a moderator grants it.
   * Throws ForbiddenError for a change that is not to be, and what Publisher throws.
   */
  changeVisibility(appId: string, wanted: WantedVisibility): Promise<Visibility> {
    return this.dataSource.transaction(async (manager) =>
      this.change(await lockApp(manager, appId), wanted, manager),
    );
  }

  /** The same, for an app that the caller's transaction holds the lock of. */
  async change(
    app: App,
    { visibility: wanted, userId }: WantedVisibility,
    manager: EntityManager,
  ): Promise<Visibility> {
    const { id, visibility, updatedAt } = app;
    if (wanted === visibility) return visibility;
    const { publisher } = this;
    if (publisher === undefined) throw new Error('There is no store to publish apps in');
    if (visibility === 'Prototype' && isListed(wanted))
      return publisher.request(app, { visibility: wanted, userId }, manager);
    if (!isFree(visibility, wanted))
      throw new ForbiddenError(`The visibility cannot change from ${visibility} to ${wanted}`);
    if (isListed(wanted)) await publisher.relist(id, wanted, manager);
    else await publisher.withdraw(id, manager);
    if (wanted === 'Private') await this.team.removeAllButOwner(manager, id);
    const change = { visibility: wanted, updatedAt: changedAfter(updatedAt) };
    await manager.update(App, { id }, change);
    return wanted;
  }
}

/** Whoever leaves the store may keep the team (`Prototype`) or not (`Private`). */
function isFree(from: Visibility, to: Visibility): boolean {
  const own: readonly Visibility[] = ['Private', 'Prototype'];
  if (isListed(from)) return isListed(to) || own.includes(to);
  return own.includes(from) && own.includes(to);
}
