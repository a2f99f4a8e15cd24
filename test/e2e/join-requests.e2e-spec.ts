import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { ApiClient } from '../setup/api-client.js';
import { insertApp, type TestApp } from '../setup/apps.js';
import { of, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let database: pg.Pool;

beforeAll(async () => {
  teams = await Teams.start();
  ({ database } = teams);
});
afterAll(() => teams.stop());

describe('asking to join', () => {
  const ask = (as: ApiClient, app: TestApp, body?: object) => as.put(of(app, 'team/queue'), body);

  it('a public app that is free is joining it', async () => {
    const app = await insertApp(database, (await teams.person()).id, { visibility: 'Public' });
    const guest = await teams.person();
    expect((await ask(guest, app)).body).toEqual({ status: 'joined' });
    expect((await ask(guest, app)).status).toBe(409);
    expect(await teams.roleOf(app, guest)).toBe(app.roles.user);
  });

  it.each([
    ['PublicRequestAccess', null],
    ['Public', 500],
  ] as const)('%s at a price of %s waits for an administrator', async (visibility, price) => {
    const owner = await teams.person();
    const app = await insertApp(database, owner.id, { visibility, price });
    const [guest, other] = await teams.people(2);
    for (const comment of ['first', 'second'])
      expect((await ask(guest!, app, { comment })).body).toEqual({ status: 'requested' });
    await ask(other!, app);
    const { body: told } = await owner.get('/api/v1/user/notifications/list');
    expect(told.map(({ title }: { title: string }) => title)).toEqual([
      `Somebody asks to join App ${app.id}`,
    ]);
    const { body: queue } = await owner.get(of(app, 'team/queue'));
    expect(queue).toMatchObject([
      { user_id: guest!.id, comment: 'second', app_id: app.id },
      { user_id: other!.id, comment: null },
    ]);
    const [first, second] = queue;
    expect((await owner.post(of(app, `team/queue/${first.id}`))).body).toBeNull();
    expect((await owner.delete(of(app, `team/queue/${second.id}`))).body).toBeNull();
    expect(await teams.roleOf(app, guest!)).toBe(app.roles.user);
    expect(await teams.roleOf(app, other!)).toBeUndefined();
    for (const { id } of queue) {
      expect((await owner.post(of(app, `team/queue/${id}`))).status).toBe(404);
      expect((await owner.delete(of(app, `team/queue/${id}`))).status).toBe(404);
    }
    const { body: news } = await guest!.get('/api/v1/user/notifications/list');
    expect(news[0].title).toBe(`You are now in App ${app.id}`);
  });

  it('an app that strangers may not know of finds none', async () => {
    for (const visibility of ['Private', 'Prototype', 'Offline'] as const) {
      const app = await insertApp(database, (await teams.person()).id, { visibility });
      const guest = await teams.person();
      const known = await ask(guest, app);
      const unknown = await ask(guest, { ...app, id: 'nowhere' });
      expect([known.status, unknown.status]).toEqual([404, 404]);
      expect(known.body.detail.replace(app.id, 'nowhere')).toBe(unknown.body.detail);
      expect((await guest.post(of(app, 'team/purchase'))).status).toBe(404);
    }
  });

  it('is decided once by two who decide at once', async () => {
    const owner = await teams.person();
    const app = await insertApp(database, owner.id, { visibility: 'PublicRequestAccess' });
    const admin = await teams.member(app, 'admin');
    await ask(await teams.person(), app);
    const { body } = await owner.get(of(app, 'team/queue'));
    const accept = (as: ApiClient) => as.post(of(app, `team/queue/${body[0].id}`));
    const answers = await Promise.all([accept(owner), accept(admin), accept(owner)]);
    expect(statuses(answers)).toEqual([200, 404, 404]);
    expect(await teams.countOf('memberships', app)).toBe(3);
  });

  it('is no business of another app’s administrators', async () => {
    const app = await insertApp(database, (await teams.person()).id, {
      visibility: 'PublicRequestAccess',
    });
    await ask(await teams.person(), app);
    const { rows } = await database.query('SELECT id FROM join_requests WHERE app_id = $1', [
      app.id,
    ]);
    const stranger = await teams.person();
    const other = await insertApp(database, stranger.id, { visibility: 'Public' });
    const request = `team/queue/${rows[0].id}`;
    for (const call of [stranger.post, stranger.delete]) {
      expect((await call(of(other, request))).status).toBe(404);
      expect((await call(of(app, request))).status).toBe(403);
    }
    expect(await teams.countOf('join_requests', app)).toBe(1);
  });

  it('by way of buying works where there is nothing to pay', async () => {
    const owner = await teams.person();
    const free = await insertApp(database, owner.id, { visibility: 'Public', price: 0 });
    const priced = await insertApp(database, owner.id, { visibility: 'Public', price: 100 });
    const asked = await insertApp(database, owner.id, { visibility: 'PublicRequestAccess' });
    const guest = await teams.person();
    const buy = (app: TestApp) => guest.post(of(app, 'team/purchase'));
    expect((await buy(free)).body).toEqual({ status: 'joined' });
    expect(await buy(priced)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Payments are not set up') },
    });
    expect((await buy(asked)).status).toBe(409);
    expect(await teams.roleOf(priced, guest)).toBeUndefined();
    expect(await teams.roleOf(asked, guest)).toBeUndefined();
  });
});
