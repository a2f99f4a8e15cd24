import { describe, expect, it } from '@jest/globals';
import { APP_PERMISSIONS } from '../../common/app-permission.js';
import { ForbiddenError } from '../../common/errors.js';
import {
  assertFitForAll,
  assertFitForKeys,
  assertPermissionsFor,
  assertRemovable,
} from './role-rules.js';

const { Owner, Admin, ReadBoards, WriteBoards } = APP_PERMISSIONS;
const app = { ownerRoleId: 'owner', defaultRoleId: 'user' };
const owner = { id: 'owner', permissions: Owner };
const user = { id: 'user', permissions: ReadBoards };
const other = { id: 'other', permissions: ReadBoards };

describe('permissions', () => {
  it('with Owner among them are for no role that is made or changed', () => {
    expect(() => assertPermissionsFor(app, undefined, Owner)).toThrow(ForbiddenError);
    expect(() => assertPermissionsFor(app, undefined, Owner | ReadBoards)).toThrow(ForbiddenError);
    expect(() => assertPermissionsFor(app, other, Owner)).toThrow(ForbiddenError);
    expect(() => assertPermissionsFor(app, user, Owner)).toThrow(ForbiddenError);
  });

  it('of the owner’s role stay what they are', () => {
    expect(() => assertPermissionsFor(app, owner, Owner)).not.toThrow();
    expect(() => assertPermissionsFor(app, owner, Admin)).toThrow(ForbiddenError);
    expect(() => assertPermissionsFor(app, owner, Owner | Admin)).toThrow(ForbiddenError);
    expect(() => assertPermissionsFor(app, owner, 0)).toThrow(ForbiddenError);
  });

  it('of the default role may be anything but Admin', () => {
    expect(() => assertPermissionsFor(app, user, WriteBoards)).not.toThrow();
    expect(() => assertPermissionsFor(app, user, Admin)).toThrow(ForbiddenError);
    expect(() => assertPermissionsFor(app, user, Admin | ReadBoards)).toThrow(ForbiddenError);
  });

  it('of other roles may be anything but Owner, or nothing', () => {
    for (const permissions of [0, Admin, Admin | WriteBoards])
      for (const role of [undefined, other])
        expect(() => assertPermissionsFor(app, role, permissions)).not.toThrow();
  });

  it('of a role that is to be the default hold neither Owner nor Admin', () => {
    expect(() => assertFitForAll(ReadBoards)).not.toThrow();
    expect(() => assertFitForAll(Owner)).toThrow(ForbiddenError);
    expect(() => assertFitForAll(Admin | ReadBoards)).toThrow(ForbiddenError);
  });
});

describe('a role', () => {
  it('can be removed unless it is the owner’s or the default', () => {
    expect(() => assertRemovable(app, 'other')).not.toThrow();
    expect(() => assertRemovable(app, 'owner')).toThrow(ForbiddenError);
    expect(() => assertRemovable(app, 'user')).toThrow(ForbiddenError);
  });

  it('is fit for keys unless it is the owner’s or holds Owner', () => {
    expect(() => assertFitForKeys(app, other)).not.toThrow();
    expect(() => assertFitForKeys(app, { id: 'admin', permissions: Admin })).not.toThrow();
    expect(() => assertFitForKeys(app, owner)).toThrow(ForbiddenError);
    expect(() => assertFitForKeys(app, { id: 'owner', permissions: ReadBoards })).toThrow(
      ForbiddenError,
    );
    expect(() => assertFitForKeys(app, { id: 'odd', permissions: Owner | ReadBoards })).toThrow(
      ForbiddenError,
    );
  });
});
