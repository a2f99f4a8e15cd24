import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { APP_PERMISSIONS } from '../../src/common/app-permission.js';
import type { ApiClient } from '../setup/api-client.js';
import { insertApp, insertMember, insertRole, type TestApp } from '../setup/apps.js';
import { of, type Person, Teams } from '../setup/teams.js';

const { Owner, Admin, ReadTeam, ReadBoards } = APP_PERMISSIONS;

let teams: Teams;
let database: pg.Pool;

beforeAll(async () => {
  teams = await Teams.start();
  ({ database } = teams);
});
afterAll(() => teams.stop());

describe('roles', () => {
  let owner: Person;
  let app: TestApp;
  beforeAll(async () => {
    owner = await teams.person();
    app = await insertApp(database, owner.id);
  });

  const put = (id: string, body: object, as: ApiClient = owner) =>
    as.put(of(app, `roles/${id}`), body);

  it('are listed with the default one, the owner’s first', async () => {
    const { body } = await owner.get(of(app, 'roles'));
    expect(body[0]).toBe(app.roles.user);
    expect(body[1].map(({ name }: { name: string }) => name)).toEqual(['Owner', 'Admin', 'User']);
    expect(body[1][2]).toEqual({
      id: app.roles.user,
      app_id: app.id,
      name: 'User',
      description: '',
      attributes: null,
      permissions: 534_528,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
  });

  it('are made under an id of the server’s and changed under theirs', async () => {
    const role = {
      name: 'Editor',
      permissions: ReadBoards,
      description: 'Draws',
      attributes: ['x'],
    };
    const made = await put('my-own-id', { ...role, id: 'my-own-id', app_id: 'other', odd: 1 });
    expect(made).toMatchObject({ status: 200, body: { ...role, app_id: app.id } });
    expect(made.body.id).toMatch(/^[a-z0-9]{24}$/);
    const changed = await put(made.body.id, { name: 'Reader', permissions: 0 });
    expect(changed.body).toMatchObject({
      ...role,
      id: made.body.id,
      name: 'Reader',
      permissions: 0,
    });
  });

  it('of another app are unknown here: they are neither changed, nor taken, nor given', async () => {
    const other = await insertApp(database, (await teams.person()).id);
    const theirs = await insertRole(database, other.id, ReadBoards);
    const member = await teams.member(app);
    const made = await put(theirs, { name: 'Mine', permissions: Admin });
    expect(made.body.id).not.toBe(theirs);
    expect((await owner.delete(of(app, `roles/${theirs}`))).status).toBe(404);
    expect((await owner.put(of(app, `roles/${theirs}/default`))).status).toBe(404);
    expect((await owner.post(of(app, `roles/${theirs}/assign/${member.id}`))).status).toBe(404);
    expect((await owner.put(of(app, 'api'), { name: 'x', role_id: theirs })).status).toBe(404);
    const { rows } = await database.query('SELECT name, permissions FROM roles WHERE id = $1', [
      theirs,
    ]);
    expect(rows).toEqual([{ name: theirs, permissions: `${ReadBoards}` }]);
  });

  it('cannot be made the owner’s, and the owner’s role keeps its permissions', async () => {
    const role = await insertRole(database, app.id, ReadBoards);
    for (const permissions of [Owner, Owner | ReadBoards])
      for (const id of ['new', role, app.roles.user])
        expect((await put(id, { name: 'x', permissions })).status).toBe(403);
    expect((await put(app.roles.owner, { name: 'x', permissions: Admin })).status).toBe(403);
    const renamed = await put(app.roles.owner, { name: 'Captain', permissions: Owner });
    expect(renamed.body).toMatchObject({ name: 'Captain', permissions: Owner });
  });

  it('that everybody gets who joins hold neither Owner nor Admin', async () => {
    expect((await put(app.roles.user, { name: 'x', permissions: Admin })).status).toBe(403);
    for (const role of [app.roles.owner, app.roles.admin])
      expect((await owner.put(of(app, `roles/${role}/default`))).status).toBe(403);
  });

  it.each([
    [2 ** 26, '67108864'],
    [2 ** 40 + ReadBoards, '1099511627776'],
    [262_144 * 2 + 2 ** 31, '2147483648'],
  ])('refuse %d and name the unknown bits', async (permissions, named) => {
    const { status, body } = await put('new', { name: 'x', permissions });
    expect([status, body.errors[0].path]).toEqual([400, 'permissions']);
    expect(body.errors[0].message.split(': ')[1]).toBe(named);
  });

  it.each([
    [{ permissions: 0 }, 'name'],
    [{ name: '', permissions: 0 }, 'name'],
    [{ name: 'x' }, 'permissions'],
    [{ name: 'x', permissions: -1 }, 'permissions'],
    [{ name: 'x', permissions: 1.5 }, 'permissions'],
    [{ name: 'x', permissions: '8' }, 'permissions'],
    [{ name: 'x', permissions: 2 ** 60 }, 'permissions'],
    [{ name: 'x', permissions: 0, attributes: [1] }, 'attributes'],
    [{ name: 'x\0', permissions: 0 }, 'name'],
  ])('are not made from %j', async (body, path) => {
    const answer = await put('new', body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
  });

  it('leave their members and keys to the default one when they go', async () => {
    const role = await insertRole(database, app.id, Admin);
    const member = await teams.person();
    await insertMember(database, app.id, member.id, role);
    const { body: key } = await owner.put(of(app, 'api'), { name: 'x', role_id: role });
    expect((await owner.delete(of(app, `roles/${role}`))).status).toBe(200);
    expect(await teams.roleOf(app, member)).toBe(app.roles.user);
    const { body: keys } = await owner.get(of(app, 'api'));
    expect(keys.find(({ id }: { id: string }) => id === key.id).role_id).toBe(app.roles.user);
    expect((await owner.delete(of(app, `roles/${role}`))).status).toBe(404);
    for (const kept of [app.roles.user, app.roles.owner])
      expect((await owner.delete(of(app, `roles/${kept}`))).status).toBe(403);
  });

  it('that is the default can be replaced, and then goes', async () => {
    const mine = await insertApp(database, owner.id, { visibility: 'Public' });
    const next = await insertRole(database, mine.id, ReadTeam);
    expect((await owner.put(of(mine, `roles/${next}/default`))).body).toBeNull();
    const member = await teams.person();
    expect((await member.put(of(mine, 'team/queue'))).body).toEqual({ status: 'joined' });
    expect(await teams.roleOf(mine, member)).toBe(next);
    expect((await owner.delete(of(mine, `roles/${mine.roles.user}`))).status).toBe(200);
  });

  it('are given by administrators to others, but neither to themselves nor to the owner', async () => {
    const admin = await teams.member(app, 'admin');
    const member = await teams.member(app);
    const give = (role: string, { id }: { id: string }, as: ApiClient) =>
      as.post(of(app, `roles/${role}/assign/${id}`));
    expect((await give(app.roles.admin, member, admin)).body).toBeNull();
    expect(await teams.roleOf(app, member)).toBe(app.roles.admin);
    for (const [role, to] of [
      [app.roles.user, admin],
      [app.roles.owner, admin],
      [app.roles.user, owner],
      [app.roles.owner, member],
    ] as const)
      expect((await give(role, to, admin)).status).toBe(403);
    expect((await give(app.roles.user, await teams.person(), admin)).status).toBe(404);
    expect((await give(app.roles.owner, await teams.person(), owner)).status).toBe(404);
    expect((await give(app.roles.owner, owner, owner)).status).toBe(403);
    expect(await teams.ownersOf(app)).toEqual([owner.id]);
  });

  it('removed while they are given leave nobody without a role', async () => {
    for (let round = 0; round < 5; round++) {
      const role = await insertRole(database, app.id, ReadBoards);
      const member = await teams.member(app);
      const [given, removed] = await Promise.all([
        owner.post(of(app, `roles/${role}/assign/${member.id}`)),
        owner.delete(of(app, `roles/${role}`)),
      ]);
      expect(removed.status).toBe(200);
      expect([200, 404]).toContain(given.status);
      expect(await teams.roleOf(app, member)).toBe(app.roles.user);
    }
  });
});
