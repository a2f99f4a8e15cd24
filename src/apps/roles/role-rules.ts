import { APP_PERMISSIONS } from '../../common/app-permission.js';
import { ForbiddenError } from '../../common/errors.js';
import type { App } from '../app.entity.js';
import type { Role } from './role.entity.js';

// The rules of the board page, 7.2. What keeps an app in its owner's hands stands here and nowhere else.

const { Owner, Admin } = APP_PERMISSIONS;

type AppRoles = Pick<App, 'ownerRoleId' | 'defaultRoleId'>;
type RoleBits = Pick<Role, 'id' | 'permissions'>;

/** Throws ForbiddenError when a role must not get these permissions; `role` is undefined for a new one. */
export function assertPermissionsFor(
  { ownerRoleId, defaultRoleId }: AppRoles,
  role: RoleBits | undefined,
  permissions: number,
): void {
  if (role !== undefined && role.id === ownerRoleId) {
    if (permissions === role.permissions) return;
    throw new ForbiddenError('The permissions of the owner’s role cannot be changed');
  }
  if ((permissions & Owner) !== 0)
    throw new ForbiddenError('Only the owner’s role may hold the permission Owner');
  if (role !== undefined && role.id === defaultRoleId) assertFitForAll(permissions);
}

/** Throws ForbiddenError for permissions that nobody may get by joining. */
export function assertFitForAll(permissions: number): void {
  if ((permissions & (Owner | Admin)) !== 0)
    throw new ForbiddenError(
      'The role of those who join may hold neither the permission Owner nor Admin',
    );
}

/** Throws ForbiddenError for the two roles an app can't be without. */
export function assertRemovable({ ownerRoleId, defaultRoleId }: AppRoles, roleId: string): void {
  if (roleId === ownerRoleId) throw new ForbiddenError('The owner’s role cannot be removed');
  if (roleId === defaultRoleId)
    throw new ForbiddenError(
      'The role of those who join cannot be removed; make another one the default first',
    );
}

/** Throws ForbiddenError for a role that a program must not have. */
export function assertFitForKeys({ ownerRoleId }: AppRoles, role: RoleBits): void {
  if (role.id === ownerRoleId || (role.permissions & Owner) !== 0)
    throw new ForbiddenError('A key cannot have the owner’s role');
}
