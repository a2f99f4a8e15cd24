import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource, type EntityManager } from 'typeorm';
import { APP_PERMISSIONS, MEMBER_PERMISSIONS } from '../common/app-permission.js';
import { ChangedError } from '../common/errors.js';
import { changedAfter } from '../common/etag.js';
import { unknownApp } from './access/app-access.service.js';
import { appTag } from './app-etag.js';
import { AppListService } from './app-list.service.js';
import { App } from './app.entity.js';
import { lockApp } from './app-lock.js';
import type { Category, Visibility } from './app-terms.js';
import { AppMetadata } from './metadata/app-metadata.entity.js';
import {
  DEFAULT_LANGUAGE,
  type MetadataFields,
  MetadataService,
} from './metadata/metadata.service.js';
import { Role } from './roles/role.entity.js';
import { Membership } from './team/membership.entity.js';
import { OwnedApps } from './team/owned-apps.service.js';
import { VisibilityService, type WantedVisibility } from './visibility.service.js';

export interface NewApp {
  readonly visibility: Visibility;
  readonly category: Category | null;
  readonly bits: readonly string[];
  readonly language: string;
  readonly metadata: MetadataFields;
}

/** What an owner may change of an app; its visibility has rules of its own. */
export type AppChange = Partial<
  Pick<
    App,
    | 'bits'
    | 'changelog'
    | 'executionMode'
    | 'frontend'
    | 'price'
    | 'primaryCategory'
    | 'secondaryCategory'
    | 'status'
    | 'version'
  >
>;

export interface AppUpdate extends AppChange {
  readonly metadata?: Partial<MetadataFields>;
  readonly language?: string;
  readonly visibility?: WantedVisibility;
  /** The app's ETag as the caller has read it; `*` = any. */
  readonly wantedTag?: string;
}

/** Makes apps, changes them and takes them away. Who may do so is decided before. */
@Injectable()
export class AppsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly metadata: MetadataService,
    private readonly visibility: VisibilityService,
    private readonly owned: OwnedApps,
    private readonly list: AppListService,
  ) {}

  /** The maker becomes owner. Throws ForbiddenError when they have as many apps as they may. */
  createApp(userId: string, app: NewApp): Promise<App> {
    return this.dataSource.transaction((manager) => this.createWithin(manager, userId, app));
  }

  /** The same within the caller's transaction. */
  async createWithin(manager: EntityManager, userId: string, app: NewApp): Promise<App> {
    await this.owned.assertRoomFor(userId, manager);
    const id = createId();
    const [owner, admin, user] = defaultRoles(id);
    await manager.insert(App, {
      id,
      visibility: app.visibility,
      primaryCategory: app.category,
      bits: [...app.bits],
      ownerRoleId: owner.id,
      defaultRoleId: user.id,
    });
    await manager.insert(Role, [owner, admin, user]);
    await manager.insert(Membership, { id: createId(), appId: id, userId, roleId: owner.id });
    const { language, metadata } = app;
    await manager.insert(AppMetadata, { ...metadata, appId: id, target: '', language });
    return manager.findOneByOrFail(App, { id });
  }

  /** Throws NotFoundError. */
  async getApp(id: string, manager: EntityManager = this.dataSource.manager): Promise<App> {
    const app = await manager.findOneBy(App, { id });
    if (app === null) throw unknownApp(id);
    return app;
  }

  /**
   * Changes an app and what is read of it, all or nothing. Throws ChangedError when the app is not as
   * `wantedTag` has it, NotFoundError, and ForbiddenError for a visibility
   * that is not to be.
   */
  updateApp(
    id: string,
    { metadata, language, visibility, wantedTag, ...change }: AppUpdate,
  ): Promise<App> {
    return this.dataSource.transaction(async (manager) => {
      const before = await lockApp(manager, id);
      if (!(await this.isAsRead(before, wantedTag, manager)))
        throw new ChangedError('The app was changed since you read it; read it again');
      if (metadata !== undefined)
        await this.metadata.putMetadata(id, '', language ?? DEFAULT_LANGUAGE, metadata, manager);
      await manager.update(App, { id }, { ...change, updatedAt: changedAfter(before.updatedAt) });
      if (visibility !== undefined) await this.visibility.change(before, visibility, manager);
      return this.getApp(id, manager);
    });
  }

  private async isAsRead(
    app: App,
    wantedTag: string | undefined,
    manager: EntityManager,
  ): Promise<boolean> {
    if (wantedTag === undefined || wantedTag === '*') return true;
    return wantedTag === appTag(app, await this.list.contentsOf(app.id, manager));
  }

  /** Everything of the app goes with it: the database's foreign keys see to that, in one statement. */
  async removeApp(id: string): Promise<void> {
    await this.dataSource.manager.delete(App, { id });
  }
}

function defaultRoles(appId: string): [owner: NewRole, admin: NewRole, user: NewRole] {
  const role = (name: string, description: string, permissions: number): NewRole => ({
    id: createId(),
    appId,
    name,
    description,
    permissions,
  });
  return [
    role('Owner', 'May do everything.', APP_PERMISSIONS.Owner),
    role('Admin', 'May do everything but what is the owner’s.', APP_PERMISSIONS.Admin),
    role('User', 'May use what the app offers.', MEMBER_PERMISSIONS),
  ];
}

type NewRole = Pick<Role, 'id' | 'appId' | 'name' | 'description' | 'permissions'>;
