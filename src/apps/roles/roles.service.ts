import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, NotFoundError } from '../../common/errors.js';
import { unknownApp } from '../access/app-access.service.js';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { App } from '../app.entity.js';
import { lockApp } from '../app-lock.js';
import { Membership } from '../team/membership.entity.js';
import { Role } from './role.entity.js';
import { assertFitForAll, assertPermissionsFor, assertRemovable } from './role-rules.js';

const MOST_PER_APP = 100;

export interface RoleFields {
  readonly name: string;
  readonly permissions: number;
  readonly description?: string;
  readonly attributes?: string[] | null;
}

/** The roles of an app. Who may change them is decided before; how far that goes is decided here. */
@Injectable()
export class RolesService {
  constructor(private readonly dataSource: DataSource) {}

  /** The owner's role first, then the oldest, with the id of the role that those get who join. */
  async listRoles(appId: string): Promise<{ defaultRoleId: string | null; roles: Role[] }> {
    const { manager } = this.dataSource;
    const app = await manager.findOneBy(App, { id: appId });
    if (app === null) throw unknownApp(appId);
    const roles = await manager
      .createQueryBuilder(Role, 'role')
      .where({ appId })
      .orderBy('role.id = :owner', 'DESC')
      .addOrderBy('role.createdAt')
      .addOrderBy('role.name')
      .setParameter('owner', app.ownerRoleId)
      .getMany();
    return { defaultRoleId: app.defaultRoleId, roles };
  }

  /**
   * Changes a role of the app; an id that is none of its roles makes a new one, under an id of the server's.
   * Throws ForbiddenError for permissions the role must not have, ConflictError when there are 100 roles.
   */
  putRole(appId: string, id: string, fields: RoleFields): Promise<Role> {
    return this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      const role = await manager.findOneBy(Role, { appId, id });
      assertPermissionsFor(app, role ?? undefined, fields.permissions);
      if (role === null) return this.createRole(appId, fields, manager);
      await manager.update(Role, { id }, fields);
      return manager.findOneByOrFail(Role, { id });
    });
  }

  /** Members and keys that had the role get the default one. Throws NotFoundError and ForbiddenError. */
  async removeRole(appId: string, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      await this.getRole(appId, id, manager);
      assertRemovable(app, id);
      const holders = { appId, roleId: id };
      await manager.update(Membership, holders, { roleId: app.defaultRoleId! });
      await manager.update(ApiKey, holders, { roleId: app.defaultRoleId! });
      await manager.delete(Role, { id });
    });
  }

  /** For those who join from now on. Throws NotFoundError and ForbiddenError. */
  async makeDefault(appId: string, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockApp(manager, appId);
      assertFitForAll((await this.getRole(appId, id, manager)).permissions);
      await manager.update(App, { id: appId }, { defaultRoleId: id });
    });
  }

  /** Throws NotFoundError, also for a role of another app. */
  async getRole(appId: string, id: string, manager: EntityManager): Promise<Role> {
    const role = await manager.findOneBy(Role, { appId, id });
    if (role === null) throw new NotFoundError(`There is no role ${id.slice(0, 100)} in the app`);
    return role;
  }

  private async createRole(
    appId: string,
    fields: RoleFields,
    manager: EntityManager,
  ): Promise<Role> {
    if ((await manager.countBy(Role, { appId })) >= MOST_PER_APP)
      throw new ConflictError(`There are ${MOST_PER_APP} roles already; remove some first`);
    const id = createId();
    await manager.insert(Role, { ...fields, id, appId });
    return manager.findOneByOrFail(Role, { id });
  }
}
