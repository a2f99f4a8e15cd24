import { Injectable } from '@nestjs/common';
import { type AppPermission, isPermitted, limitPermissions } from '../../common/app-permission.js';
import { ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { Caller, Principal } from '../../common/principal.js';
import { Grouped } from '../../database/grouped.js';
import { Sql } from '../../database/sql.js';
import { isListed, type Visibility } from '../app-terms.js';

/** What somebody may do in an app, here and now. */
export interface AppAccess {
  readonly appId: string;
  /** Bits of the role, cut down to what the credentials may use. */
  readonly permissions: number;
  /** Null for the keys of the app: what they may do is all that is known of their role. */
  readonly role: MemberRole | null;
  readonly visibility: Visibility;
}

export interface MemberRole {
  readonly id: string;
  readonly name: string;
  readonly attributes: readonly string[];
}

/** A permission, any one of several, or nothing but belonging to the app. */
export type PermissionNeed = AppPermission | readonly AppPermission[] | 'member';

interface AccessRow {
  readonly visibility: Visibility | null;
  readonly role_id: string | null;
  readonly role_name: string | null;
  readonly attributes: readonly string[] | null;
  readonly permissions: number | null;
}

/** One row for each pair of app and user that is asked for, in their order; without visibility for no app. */
const FIND = {
  name: 'apps.find-access',
  text: `SELECT visibility, role.id AS role_id, role.name AS role_name, role.attributes,
      role.permissions::integer AS permissions
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(app_id, user_id, position)
      LEFT JOIN apps ON apps.id = asked.app_id
      LEFT JOIN memberships member ON member.app_id = apps.id AND member.user_id = asked.user_id
      LEFT JOIN roles role ON role.id = member.role_id
    ORDER BY position`,
};

const FIND_ROLES = {
  name: 'apps.find-roles-of-user',
  text: `SELECT member.app_id, role.permissions::integer AS permissions
    FROM memberships member JOIN roles role ON role.id = member.role_id
    WHERE member.user_id = $1 ORDER BY member.created_at, member.app_id`,
};

/** The one place that decides who may do what in an app. */
@Injectable()
export class AppAccessService {
  private readonly accesses = new Grouped<readonly [string, string | null], AccessRow>((asked) =>
    this.sql.rows(FIND, [asked.map(([appId]) => appId), asked.map(([, userId]) => userId)]),
  );

  constructor(private readonly sql: Sql) {}

  /**
   * Throws NotFoundError for an unknown app and for one the caller may not know of, ForbiddenError for a
   * member without the permission and for strangers to an app that everybody may know.
   */
  async requirePermission(
    caller: Caller,
    appId: string,
    permission: AppPermission,
  ): Promise<AppAccess> {
    const access = await this.requireMember(caller, appId);
    assertPermitted(access, permission);
    return access;
  }

  /** The ids of the apps in which a user has a permission, in the order they joined. */
  async appsPermitting(
    { userId, permissions: limit }: Principal,
    permission: AppPermission,
  ): Promise<string[]> {
    const rows = await this.sql.rows<{ app_id: string; permissions: number }>(FIND_ROLES, [userId]);
    return rows
      .filter((row) => isPermitted(limitPermissions(row.permissions, limit), permission))
      .map((row) => row.app_id);
  }

  async isMember(appId: string, userId: string): Promise<boolean> {
    return (await this.accesses.call([appId, userId])).permissions !== null;
  }

  /** What the caller may do, in every app they belong to. */
  async listPermissions(caller: Caller): Promise<{ appId: string; permissions: number }[]> {
    if (caller.via === 'api-key') return [{ appId: caller.appId, permissions: caller.permissions }];
    const { userId, permissions: limit } = caller;
    const rows = await this.sql.rows<{ app_id: string; permissions: number }>(FIND_ROLES, [userId]);
    return rows.map((row) => ({
      appId: row.app_id,
      permissions: limitPermissions(row.permissions, limit),
    }));
  }

  /** Any member will do, and any key of the app. */
  async requireMember(caller: Caller, appId: string): Promise<AppAccess> {
    const userId = caller.via === 'api-key' ? null : caller.userId;
    const row = await this.accesses.call([appId, userId]);
    const { visibility } = row;
    if (visibility === null) throw unknownApp(appId);
    if (caller.via === 'api-key') {
      if (caller.appId !== appId) throw unknownApp(appId);
      return { appId, permissions: caller.permissions, role: null, visibility };
    }
    if (row.permissions === null) {
      if (isListed(visibility)) throw new ForbiddenError('Only members of the app may do this');
      throw unknownApp(appId);
    }
    const permissions = limitPermissions(row.permissions, caller.permissions);
    const role = { id: row.role_id!, name: row.role_name!, attributes: row.attributes ?? [] };
    return { appId, permissions, role, visibility };
  }
}

/** Throws ForbiddenError. */
export function assertPermitted({ permissions }: AppAccess, need: PermissionNeed): void {
  if (need === 'member') return;
  const enough = typeof need === 'string' ? [need] : need;
  if (enough.some((permission) => isPermitted(permissions, permission))) return;
  throw new ForbiddenError(`This needs the permission ${enough.join(' or ')} in the app`);
}

/** The same words whether there is no such app or the caller may not know of it. */
export function unknownApp(appId: string): NotFoundError {
  return new NotFoundError(`There is no app ${appId.slice(0, 100)}`);
}
