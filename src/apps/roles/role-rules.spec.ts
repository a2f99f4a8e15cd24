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

const isForbidden = (check: () => void) => expect(check).toThrow(ForbiddenError);

describe('permissions', () => {
  it('with Owner among them are for no role that is made or changed', () => {
    isForbidden(() => assertPermissionsFor(app, undefined, Owner));
    isForbidden(() => assertPermissionsFor(app, undefined, Owner | ReadBoards));
    isForbidden(() => assertPermissionsFor(app, other, Owner));
    isForbidden(() => assertPermissionsFor(app, user, Owner));
  });

  it('of the owner’s role stay what they are', () => {
    expect(() => assertPermissionsFor(app, owner, Owner)).not.toThrow();
    isForbidden(() => assertPermissionsFor(app, owner, Admin));
    isForbidden(() => assertPermissionsFor(app, owner, Owner | Admin));
    isForbidden(() => assertPermissionsFor(app, owner, 0));
  });

  it('of the default role may be anything but Admin', () => {
    expect(() => assertPermissionsFor(app, user, WriteBoards)).not.toThrow();
    isForbidden(() => assertPermissionsFor(app, user, Admin));
    isForbidden(() => assertPermissionsFor(app, user, Admin | ReadBoards));
  });

  it('of other roles may be anything but Owner, or nothing', () => {
    for (const permissions of [0, Admin, Admin | WriteBoards])
      for (const role of [undefined, other])
        expect(() => assertPermissionsFor(app, role, permissions)).not.toThrow();
  });

  it('of a role that is to be the default hold neither Owner nor Admin', () => {
    expect(() => assertFitForAll(ReadBoards)).not.toThrow();
    isForbidden(() => assertFitForAll(Owner));
    isForbidden(() => assertFitForAll(Admin | ReadBoards));
  });
});

describe('a role', () => {
  it('can be removed unless it is the owner’s or the default', () => {
    expect(() => assertRemovable(app, 'other')).not.toThrow();
    isForbidden(() => assertRemovable(app, 'owner'));
    isForbidden(() => assertRemovable(app, 'user'));
  });

  it('is fit for keys unless it is the owner’s or holds Owner', () => {
    expect(() => assertFitForKeys(app, other)).not.toThrow();
    expect(() => assertFitForKeys(app, { id: 'admin', permissions: Admin })).not.toThrow();
    isForbidden(() => assertFitForKeys(app, owner));
    isForbidden(() => assertFitForKeys(app, { id: 'owner', permissions: ReadBoards }));
    isForbidden(() => assertFitForKeys(app, { id: 'odd', permissions: Owner | ReadBoards }));
  });
});
