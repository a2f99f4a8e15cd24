import { describe, expect, it } from '@jest/globals';
import {
  APP_PERMISSIONS,
  areAppPermissions,
  isPermitted,
  limitPermissions,
  MEMBER_PERMISSIONS,
  permissionNames,
  unknownAppPermissions,
} from './app-permission.js';

const { Owner, Admin, ReadBoards, WriteBoards } = APP_PERMISSIONS;

describe('app permissions', () => {
  it('give a member who joins what the ecosystem gives', () => {
    expect(MEMBER_PERMISSIONS).toBe(534_528);
    expect(permissionNames(MEMBER_PERMISSIONS)).toEqual([
      'ListEvents',
      'ExecuteEvents',
      'ReadTemplates',
    ]);
  });

  it('pass for the bit itself, for administrators and for owners', () => {
    for (const bits of [ReadBoards, Admin, Owner])
      expect(isPermitted(bits, 'ReadBoards')).toBe(true);
    expect(isPermitted(WriteBoards, 'ReadBoards')).toBe(false);
  });

  it('keep what is the owner’s from administrators', () => {
    expect(isPermitted(Owner, 'Owner')).toBe(true);
    expect(isPermitted(Admin, 'Owner')).toBe(false);
  });

  it('are cut down by credentials, never widened', () => {
    expect(limitPermissions(ReadBoards, Owner)).toBe(ReadBoards);
    expect(limitPermissions(Owner, ReadBoards)).toBe(ReadBoards);
    expect(limitPermissions(Admin, ReadBoards | WriteBoards)).toBe(ReadBoards | WriteBoards);
    expect(limitPermissions(ReadBoards, ReadBoards | WriteBoards)).toBe(ReadBoards);
    expect(limitPermissions(Owner, Admin)).toBe(Admin);
    expect(limitPermissions(Admin, Owner)).toBe(Admin);
    expect(limitPermissions(ReadBoards, WriteBoards)).toBe(0);
  });

  it('are told apart from bits that stand for nothing', () => {
    expect(unknownAppPermissions(Owner | Admin | ReadBoards)).toEqual([]);
    expect(unknownAppPermissions(0)).toEqual([]);
    expect(unknownAppPermissions(262_144 * 2 + 2 ** 26 + 2 ** 40)).toEqual([2 ** 26, 2 ** 40]);
  });

  it.each([0, -1, 1.5, 2 ** 26, 2 ** 40, Number.NaN, '1'])('are not %s', (bits) => {
    expect(areAppPermissions(bits)).toBe(false);
  });
});
