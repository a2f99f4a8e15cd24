import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { TeamService } from '../../src/apps/team/team.service.js';
import type { Answer, ApiClient } from '../setup/api-client.js';
import { insertApp } from '../setup/apps.js';
import { of, type Person, Teams } from '../setup/teams.js';

let teams: Teams;
let database: pg.Pool;

beforeAll(async () => {
  teams = await Teams.start();
  ({ database } = teams);
});
afterAll(() => teams.stop());

describe('a team', () => {
  it('is listed in pages, the longest in it first', async () => {
    const owner = await teams.person();
    const app = await insertApp(database, owner.id);
    for (let n = 0; n < 4; n++) await teams.member(app);
    const { body: all } = await owner.get(of(app, 'team'));
    expect(all).toHaveLength(5);
    expect(all[0]).toEqual({
      id: expect.any(String),
      app_id: app.id,
      user_id: owner.id,
      role_id: app.roles.owner,
      joined_via: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    const seen: object[] = [];
    let path: string | undefined = of(app, 'team?limit=2');
    while (path !== undefined) {
      const page: Answer = await owner.get(path);
      seen.push(...page.body);
      path = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(all);
    const { body: rest } = await owner.get(of(app, 'team?limit=3&offset=3&odd=1'));
    expect(rest).toEqual(all.slice(3));
    for (const bad of ['cursor=x', 'limit=0', 'limit=101', 'offset=-1'])
      expect((await owner.get(of(app, `team?${bad}`))).status).toBe(400);
  });

  it('is left by whoever wants to, but not by the owner', async () => {
    const owner = await teams.person();
    const app = await insertApp(database, owner.id);
    const [admin, member, other] = [
      await teams.member(app, 'admin'),
      await teams.member(app),
      await teams.member(app),
    ];
    const remove = (who: Person, as: ApiClient) => as.delete(of(app, `team/${who.id}`));
    expect((await remove(other, member)).status).toBe(403);
    expect((await remove(member, member)).body).toBeNull();
    expect((await remove(member, member)).status).toBe(404);
    expect((await remove(other, admin)).status).toBe(200);
    expect((await remove(owner, admin)).status).toBe(403);
    expect((await remove(owner, owner)).status).toBe(403);
    expect((await remove(await teams.person(), owner)).status).toBe(404);
    expect(await teams.countOf('memberships', app)).toBe(2);
  });

  it('is not left by a token that was made for less', async () => {
    const app = await insertApp(database, (await teams.person()).id);
    const member = await teams.member(app);
    const { body } = await member.put('/api/v1/user/pat', { name: 'x', scopes: ['ReadBoards'] });
    expect((await teams.client.as(body.pat).delete(of(app, `team/${member.id}`))).status).toBe(403);
    expect(await teams.roleOf(app, member)).toBe(app.roles.user);
  });

  it('of an app that becomes Private is its owner, and no way in stays open', async () => {
    const [owner, asker] = await teams.people(2);
    const app = await insertApp(database, owner!.id, { visibility: 'PublicRequestAccess' });
    await teams.member(app);
    await teams.member(app, 'admin');
    await owner!.put(of(app, 'team/link'));
    await owner!.put(of(app, 'team/invite'), { sub: (await teams.person()).id });
    await asker!.put(of(app, 'team/queue'));
    for (const way of ['invitations', 'invite_links', 'join_requests'])
      expect(await teams.countOf(way, app)).toBe(1);
    await teams.api.app
      .get(DataSource)
      .transaction((manager) => teams.api.app.get(TeamService).removeAllButOwner(manager, app.id));
    expect(await teams.ownersOf(app)).toEqual([owner!.id]);
    expect(await teams.countOf('memberships', app)).toBe(1);
    for (const way of ['invitations', 'invite_links', 'join_requests'])
      expect(await teams.countOf(way, app)).toBe(0);
  });
});

it('hostile ids are answered like unknown ones', async () => {
  const owner = await teams.person();
  const app = await insertApp(database, owner.id, { visibility: 'Public' });
  for (const id of ['%00', '%F0%9F%92%A9', `'%20OR%201=1`, '..%2f..', 'x'.repeat(3000), 'null'])
    for (const [method, path] of [
      ['DELETE', `roles/${id}`],
      ['PUT', `roles/${id}/default`],
      ['POST', `roles/${id}/assign/${id}`],
      ['POST', `roles/${app.roles.user}/assign/${id}`],
      ['DELETE', `team/${id}`],
      ['DELETE', `team/link/${id}`],
      ['POST', `team/link/join/${id}`],
      ['POST', `team/queue/${id}`],
      ['DELETE', `team/queue/${id}`],
      ['DELETE', `api/${id}`],
    ] as const)
      expect([method, path, (await owner.call(method, of(app, path))).status]).toEqual([
        method,
        path,
        404,
      ]);
});
