import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { ApiClient } from '../setup/api-client.js';
import { insertApp, type TestApp } from '../setup/apps.js';
import { of, type Person, statuses, Teams } from '../setup/teams.js';

const PROTOTYPE_MEMBERS = 4;
const SEVERAL = 20;

let teams: Teams;
let database: pg.Pool;

beforeAll(async () => {
  teams = await Teams.start({ MAX_USERS_PROTOTYPE: `${PROTOTYPE_MEMBERS}` });
  ({ database } = teams);
});
afterAll(() => teams.stop());

describe('an invitation', () => {
  const invite = async (visibility: 'Prototype' | 'Public' = 'Prototype') => {
    const [owner, guest] = await teams.people(2);
    const app = await insertApp(database, owner!.id, { visibility });
    const sent = await owner!.put(of(app, 'team/invite'), { sub: guest!.id, message: 'Come in' });
    expect([sent.status, sent.body]).toEqual([200, null]);
    const { body } = await guest!.get('/api/v1/user/invites?offset=0&limit=10');
    return { owner: owner!, guest: guest!, app, invitation: body[0] };
  };
  const countsOf = async (of: Person) => (await of.get('/api/v1/user/notifications')).body;

  it('reaches the guest, is counted, and is told of', async () => {
    const { owner, guest, app, invitation } = await invite();
    expect(invitation).toEqual({
      id: expect.any(String),
      app_id: app.id,
      user_id: guest.id,
      name: `App ${app.id}`,
      message: 'Come in',
      invited_by: owner.id,
      created_at: expect.stringMatching(/Z$/),
    });
    expect(await countsOf(guest)).toMatchObject({ invites_count: 1, notifications_count: 1 });
    const { body: told } = await guest.get('/api/v1/user/notifications/list');
    expect(told[0]).toMatchObject({
      title: `You are invited to App ${app.id}`,
      description: 'Come in',
    });
  });

  it.each(['', '/accept'])('is accepted by POST …%s, once', async (end) => {
    const { guest, app, invitation } = await invite();
    const accept = () => guest.post(`/api/v1/user/invites/${invitation.id}${end}`);
    expect(await accept()).toMatchObject({ status: 200, body: null });
    expect(await teams.roleOf(app, guest)).toBe(app.roles.user);
    expect((await accept()).status).toBe(404);
    expect(await countsOf(guest)).toMatchObject({ invites_count: 0 });
  });

  it.each([
    ['DELETE', ''],
    ['POST', '/reject'],
  ])('is rejected by %s …%s, once', async (method, end) => {
    const { owner, guest, app, invitation } = await invite();
    const reject = () => guest.call(method, `/api/v1/user/invites/${invitation.id}${end}`);
    expect((await reject()).body).toBeNull();
    expect((await reject()).status).toBe(404);
    expect(await teams.roleOf(app, guest)).toBeUndefined();
    expect((await owner.put(of(app, 'team/invite'), { sub: guest.id })).status).toBe(200);
  });

  it('is nobody else’s', async () => {
    const { owner, guest, app, invitation } = await invite();
    for (const other of [owner, await teams.person()])
      for (const [method, end] of [
        ['POST', ''],
        ['POST', '/accept'],
        ['POST', '/reject'],
        ['DELETE', ''],
      ] as const) {
        const answer = await other.call(method, `/api/v1/user/invites/${invitation.id}${end}`);
        expect(answer.status).toBe(404);
      }
    expect(await teams.countOf('invitations', app)).toBe(1);
    expect(await teams.roleOf(app, guest)).toBeUndefined();
  });

  it('is not sent to a member, to somebody invited, unknown or banned, nor by what is no id', async () => {
    const { owner, guest, app } = await invite();
    const member = await teams.member(app);
    const banned = await teams.person();
    await teams.ban(banned);
    const statusFor = async (sub: unknown) =>
      (await owner.put(of(app, 'team/invite'), { sub })).status;
    expect(await statusFor(member.id)).toBe(409);
    expect(await statusFor(owner.id)).toBe(409);
    expect(await statusFor(guest.id)).toBe(409);
    expect(await statusFor(banned.id)).toBe(404);
    expect(await statusFor(`'; DROP TABLE users; --`)).toBe(404);
    for (const sub of ['', 'x'.repeat(201), 'a\0b', 7, null, undefined, {}, [guest.id]])
      expect(await statusFor(sub)).toBe(400);
  });

  it.each(['Private', 'Offline'] as const)(
    'is not sent for an app that is %s',
    async (visibility) => {
      const [owner, guest] = await teams.people(2);
      const app = await insertApp(database, owner!.id, { visibility });
      expect((await owner!.put(of(app, 'team/invite'), { sub: guest!.id })).status).toBe(403);
      expect((await owner!.put(of(app, 'team/link'))).status).toBe(403);
    },
  );

  it('accepted twice at once makes one member', async () => {
    const { guest, app, invitation } = await invite();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => guest.post(`/api/v1/user/invites/${invitation.id}`)),
    );
    expect(statuses(answers)).toEqual([200, 404, 404, 404]);
    expect(await teams.countOf('memberships', app)).toBe(2);
  });

  it('into a prototype that is full waits until there is room, also when many accept at once', async () => {
    const owner = await teams.person();
    const app = await insertApp(database, owner.id);
    const guests = await teams.people(6);
    const accepts = await Promise.all(
      guests.map(async (guest) => {
        await owner.put(of(app, 'team/invite'), { sub: guest.id });
        const { body } = await guest.get('/api/v1/user/invites');
        return () => guest.post(`/api/v1/user/invites/${body[0].id}`);
      }),
    );
    const answers = await Promise.all(accepts.map((accept) => accept()));
    expect(statuses(answers)).toEqual([200, 200, 200, 409, 409, 409]);
    expect(await teams.countOf('memberships', app)).toBe(PROTOTYPE_MEMBERS);
    const refused = answers.findIndex(({ status }) => status === 409);
    const joined = guests[answers.findIndex(({ status }) => status === 200)]!;
    await joined.delete(of(app, `team/${joined.id}`));
    expect((await accepts[refused]!()).status).toBe(200);
  });
});

describe('a link', () => {
  const link = async (body: object, visibility: 'Prototype' | 'Public' = 'Public') => {
    const owner = await teams.person();
    const app = await insertApp(database, owner.id, { visibility });
    const made = await owner.put(of(app, 'team/link'), body);
    const use = (as: ApiClient, to: TestApp = app, token: string = made.body.token) =>
      as.post(of(to, `team/link/join/${token}`));
    return { owner, app, made, use };
  };

  it('lets people in, is counted, and does so no more when it is removed', async () => {
    const { owner, app, made, use } = await link({ name: 'May', max_uses: 7 }, 'Prototype');
    const { id, token } = made.body;
    expect(made.body).toMatchObject({ name: 'May', max_uses: 7, uses: 0, app_id: app.id });
    expect(token).toMatch(/^[\w-]{43}$/);
    const [guest, late] = await teams.people(2);
    expect(await use(guest!)).toMatchObject({ status: 200, body: { status: 'joined' } });
    expect(await teams.roleOf(app, guest!)).toBe(app.roles.user);
    expect((await use(guest!)).status).toBe(200);
    const { body: links } = await owner.get(of(app, 'team/link'));
    expect(links).toMatchObject([{ id, token, uses: 1 }]);
    expect((await owner.delete(of(app, `team/link/${id}`))).body).toBeNull();
    expect((await owner.delete(of(app, `team/link/${id}`))).status).toBe(404);
    expect((await use(late!)).status).toBe(404);
    const { body: team } = await owner.get(of(app, 'team'));
    expect(team[1].joined_via).toBe(`link:${id}`);
  });

  it('of another app opens nothing here, and no app can be found out by trying', async () => {
    const { owner, app, made, use } = await link({});
    const other = await insertApp(database, (await teams.person()).id, { visibility: 'Private' });
    const guest = await teams.person();
    const wrong = await use(guest, other);
    const unknown = await use(guest, { ...app, id: 'nowhere' });
    expect([wrong.status, unknown.status]).toEqual([404, 404]);
    expect(wrong.body.detail).toBe(unknown.body.detail);
    for (const token of ['x', `${made.body.token}x`, '%00', `' OR true --`])
      expect((await use(guest, app, encodeURI(token).replace('%2500', '%00'))).status).toBe(404);
    const theirs = await teams.person();
    const second = await insertApp(database, theirs.id, { visibility: 'Public' });
    expect((await theirs.delete(of(second, `team/link/${made.body.id}`))).status).toBe(404);
    expect((await owner.get(of(app, 'team/link'))).body).toHaveLength(1);
  });

  it('with 5 uses lets 5 of many in who come at once', async () => {
    const { owner, app, use } = await link({ max_uses: 5 });
    const answers = await Promise.all((await teams.people(SEVERAL)).map((guest) => use(guest)));
    expect(statuses(answers)).toEqual([...Array(5).fill(200), ...Array(SEVERAL - 5).fill(409)]);
    expect(await teams.countOf('memberships', app)).toBe(6);
    expect((await owner.get(of(app, 'team/link'))).body[0].uses).toBe(5);
  });

  it('into a prototype that is full lets nobody in and is not used up', async () => {
    const { owner, app, use } = await link({ max_uses: 50 }, 'Prototype');
    const answers = await Promise.all((await teams.people(6)).map((guest) => use(guest)));
    expect(statuses(answers)).toEqual([200, 200, 200, 409, 409, 409]);
    expect(await teams.countOf('memberships', app)).toBe(PROTOTYPE_MEMBERS);
    expect((await owner.get(of(app, 'team/link'))).body[0].uses).toBe(3);
  });

  it.each([{ max_uses: 0 }, { max_uses: -2 }, { max_uses: 1.5 }, { name: 7 }])(
    'is not made from %j',
    async (body) => {
      expect((await link(body)).made.status).toBe(400);
    },
  );
});
