import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { type AnyJson, ApiClient, freshEmail, PASSWORD } from '../setup/api-client.js';

const NEXT_PASSWORD = 'another sentence nobody says';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', { ...surroundings.env, FIRST_ADMIN_EMAIL: 'boss@example.com' });
  client = new ApiClient(api.url);
});

afterAll(async () => {
  await api.close();
  await surroundings.database.drop();
});

const refresh = (refresh_token: string) => client.post('/api/v1/auth/refresh', { refresh_token });
const whoIs = (token: string) => client.as(token).get('/api/v1/user');

describe('registering', () => {
  it('answers tokens that work and the account', async () => {
    const { status, body, headers } = await client.post('/api/v1/auth/register', {
      email: 'Ada@Example.com',
      password: PASSWORD,
      name: 'Ada',
    });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      access_token: expect.stringMatching(/^ey/),
      refresh_token: expect.stringMatching(/^rt_/),
      token_type: 'Bearer',
      expires_in: 900,
      user: { email: 'Ada@Example.com', name: 'Ada', email_verified: false, permission: 0 },
    });
    expect(await whoIs(body.access_token)).toMatchObject({ status: 200, body: body.user });
  });

  it('refuses an address that somebody has, whatever the case', async () => {
    const email = freshEmail();
    await client.register(email);
    const again = { email: email.toUpperCase(), password: PASSWORD };
    const { status, body } = await client.post('/api/v1/auth/register', again);
    expect([status, body.code]).toEqual([409, 'CONFLICT']);
  });

  it('lets one of many in who register the same address at once', async () => {
    const body = { email: freshEmail(), password: PASSWORD };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post('/api/v1/auth/register', body)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
  });

  it.each([
    ['a weak password', { email: 'w@example.com', password: 'password123' }, 'password'],
    [
      'the address as password',
      { email: 'w12@example.com', password: 'w12@example.com' },
      'password',
    ],
    ['no address', { password: PASSWORD }, 'email'],
    ['what is no address', { email: 'nobody', password: PASSWORD }, 'email'],
    ['an array for an address', { email: ['a@example.com'], password: PASSWORD }, 'email'],
    [
      'a field too many',
      { email: 'w@example.com', password: PASSWORD, permission: 1 },
      'permission',
    ],
  ])('refuses %s and names the field', async (_, body, path) => {
    const answer = await client.post('/api/v1/auth/register', body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
    expect(JSON.stringify(answer.body)).not.toContain(PASSWORD);
  });
});

describe('signing in', () => {
  it('takes the address in any case and gives a session of its own', async () => {
    const { user } = await client.register();
    const first = await client.login(user.email.toUpperCase());
    const second = await client.login(user.email);
    expect(first.user.id).toBe(user.id);
    expect(second.refresh_token).not.toBe(first.refresh_token);
  });

  it('says the same of a wrong password and of an unknown account', async () => {
    const { user } = await client.register();
    const wrong = { email: user.email, password: 'something else entirely' };
    const unknown = { ...wrong, email: freshEmail() };
    const answers = [
      await client.post('/api/v1/auth/login', wrong),
      await client.post('/api/v1/auth/login', unknown),
    ];
    for (const { status, body, headers } of answers) {
      expect([status, body.detail]).toEqual([401, 'The e-mail address or the password is wrong']);
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});

describe('refreshing', () => {
  it('gives a new pair, again and again', async () => {
    let tokens = await client.register();
    for (let round = 0; round < 3; round++) {
      const { status, body } = await refresh(tokens.refresh_token);
      expect(status).toBe(200);
      expect(body.refresh_token).not.toBe(tokens.refresh_token);
      expect((await whoIs(body.access_token)).status).toBe(200);
      tokens = body;
    }
  });

  it('ends the whole session when a spent token comes again', async () => {
    const spent = await client.register();
    const { body: later } = await refresh(spent.refresh_token);
    expect((await refresh(spent.refresh_token)).status).toBe(401);
    expect((await refresh(later.refresh_token)).status).toBe(401);
    expect((await whoIs(later.access_token)).status).toBe(401);
    const { body: events } = await client
      .as((await client.login(spent.user.email)).access_token)
      .get('/api/v1/user/audit');
    expect(events.map(({ action }: AnyJson) => action)).toContain('session.refresh-token-reused');
  });

  it('gives one of many that use a token at once a new one, and ends the session', async () => {
    const { refresh_token } = await client.register();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(refresh_token)));
    const [winner, ...rest] = answers.toSorted((left, right) => left.status - right.status);
    expect([winner!.status, ...rest.map(({ status }) => status)]).toEqual([
      200,
      ...Array(5).fill(401),
    ]);
    expect((await refresh(winner!.body.refresh_token)).status).toBe(401);
  });

  it.each(['', 'rt_x.y', `rt_${'a'.repeat(43)}.${'b'.repeat(43)}`, 'pat_a.b', 'null'])(
    'refuses %j',
    async (token) => {
      expect((await refresh(token)).status).toBe(401);
    },
  );
});

describe('signing out', () => {
  it('stops the session of the access token at once', async () => {
    const { access_token, refresh_token } = await client.register();
    expect((await client.as(access_token).post('/api/v1/auth/logout')).status).toBe(204);
    expect((await whoIs(access_token)).status).toBe(401);
    expect((await refresh(refresh_token)).status).toBe(401);
  });

  it('takes the refresh token instead, even beside an access token that is no good', async () => {
    const { user, access_token, refresh_token } = await client.register();
    const answer = await client.as('expired').post('/api/v1/auth/logout', { refresh_token });
    expect(answer.status).toBe(204);
    expect((await whoIs(access_token)).status).toBe(401);
    const { access_token: again } = await client.login(user.email);
    const { body: events } = await client.as(again).get('/api/v1/user/audit');
    expect(events.map(({ action }: AnyJson) => action)).toContain('session.ended');
  });

  it('leaves other sessions alone, and asks who is meant when nobody is', async () => {
    const { user, access_token } = await client.register();
    const other = await client.login(user.email);
    await client.as(access_token).post('/api/v1/auth/logout');
    expect((await whoIs(other.access_token)).status).toBe(200);
    expect((await client.post('/api/v1/auth/logout')).status).toBe(401);
  });
});

describe('one’s own account', () => {
  it('changes what is given and keeps the rest', async () => {
    const { access_token } = await client.register();
    const mine = client.as(access_token);
    const username = `ada-${Date.now()}`;
    await mine.put('/api/v1/user', { name: 'Ada', description: 'Programs', username });
    const { body } = await mine.put('/api/v1/user', { description: null });
    expect(body).toMatchObject({ name: 'Ada', username, description: null });
    const { access_token: other } = await client.register();
    const taken = await client.as(other).put('/api/v1/user', { username: username.toUpperCase() });
    expect(taken.status).toBe(409);
  });

  it.each([
    [{ email: 'new@example.com' }, 'email'],
    [{ permission: 1 }, 'permission'],
    [{ username: 'a b' }, 'username'],
    [{ avatar_url: 'javascript:alert(1)' }, 'avatar_url'],
    [{ password: { new: 'x', admin: true } }, 'password.admin'],
    [{ password: 'text' }, 'password'],
  ])('refuses %j', async (change, path) => {
    const { access_token } = await client.register();
    const { status, body } = await client.as(access_token).put('/api/v1/user', change);
    expect([status, body.errors.map((error: AnyJson) => error.path)]).toEqual([400, [path]]);
  });

  it('takes a new password for the present one, and ends all other sessions', async () => {
    const { user, access_token } = await client.register();
    const other = await client.login(user.email);
    const { status } = await client.as(access_token).put('/api/v1/user', {
      password: { current: PASSWORD, new: NEXT_PASSWORD },
    });
    expect(status).toBe(200);
    expect((await whoIs(access_token)).status).toBe(200);
    expect((await whoIs(other.access_token)).status).toBe(401);
    expect((await refresh(other.refresh_token)).status).toBe(401);
    await client.login(user.email, NEXT_PASSWORD);
  });

  it('changes nothing at all when the present password is wrong or the next one weak', async () => {
    const { user, access_token } = await client.register();
    for (const password of [
      { current: 'not the present one', new: NEXT_PASSWORD },
      { new: NEXT_PASSWORD },
      { current: PASSWORD, new: 'qwertyuiop' },
    ]) {
      const change = { name: 'Changed', password };
      expect((await client.as(access_token).put('/api/v1/user', change)).status).toBe(400);
    }
    expect((await whoIs(access_token)).body.name).toBeNull();
    await client.login(user.email);
  });

  it('goes for good, with everything that opened it', async () => {
    const { user, access_token } = await client.register();
    const mine = client.as(access_token);
    const { body: token } = await mine.put('/api/v1/user/pat', { name: 'ci' });
    expect((await client.as(token.pat).get('/api/v1/user')).status).toBe(200);
    expect((await mine.delete('/api/v1/user', { password: 'wrong one' })).status).toBe(400);
    expect((await mine.delete('/api/v1/user', { password: PASSWORD })).status).toBe(204);
    expect((await whoIs(access_token)).status).toBe(401);
    expect((await client.as(token.pat).get('/api/v1/user')).status).toBe(401);
    const login = { email: user.email, password: PASSWORD };
    expect((await client.post('/api/v1/auth/login', login)).status).toBe(401);
    await client.register(user.email);
  });

  it('shows where one is signed in, and ends it there', async () => {
    const { user, access_token } = await client.register();
    const other = await client.with({ 'user-agent': 'Telephone' }).login(user.email);
    const mine = client.as(access_token);
    const { body: sessions } = await mine.get('/api/v1/user/sessions');
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toMatchObject({
      current: false,
      user_agent: 'Telephone',
      client: 'password',
    });
    expect(sessions[1]).toMatchObject({ current: true, address: '127.0.0.1' });
    const stranger = client.as((await client.register()).access_token);
    const path = `/api/v1/user/sessions/${sessions[0].id}`;
    expect((await stranger.delete(path)).status).toBe(404);
    expect((await mine.delete(path)).status).toBe(204);
    expect((await whoIs(other.access_token)).status).toBe(401);
  });

  it('shows where one is signed in in pages', async () => {
    const { user, access_token } = await client.register();
    for (let index = 0; index < 4; index++) await client.login(user.email);
    const mine = client.as(access_token);
    const { body: all } = await mine.get('/api/v1/user/sessions');
    const seen: string[] = [];
    let next = '/api/v1/user/sessions?limit=2';
    while (next !== '') {
      const page = await mine.get(next);
      expect(page.body.length).toBeLessThanOrEqual(2);
      seen.push(...page.body.map(({ id }: { id: string }) => id));
      next = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
    }
    expect(seen).toEqual(all.map(({ id }: { id: string }) => id));
    expect(seen).toHaveLength(5);
    const { body: rest } = await mine.get('/api/v1/user/sessions?limit=2&offset=4');
    expect(rest.map(({ id }: { id: string }) => id)).toEqual(seen.slice(4));
    for (const query of ['limit=0', 'limit=101', 'cursor=x'])
      expect((await mine.get(`/api/v1/user/sessions?${query}`)).status).toBe(400);
  });

  it('keeps a log of what happened, in pages', async () => {
    const { user, access_token } = await client.register();
    await client.post('/api/v1/auth/login', { email: user.email, password: 'wrong wrong wrong' });
    await client.login(user.email);
    const mine = client.as(access_token);
    const seen: string[] = [];
    for (let path: string | undefined = '/api/v1/user/audit?limit=2'; path !== undefined;) {
      const { body, headers } = await mine.get(path);
      seen.push(...body.map(({ action }: AnyJson) => action));
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen.toReversed()).toEqual([
      'account.created',
      'sign-in.succeeded',
      'sign-in.failed',
      'sign-in.succeeded',
    ]);
    expect((await mine.get('/api/v1/user/audit?cursor=x')).status).toBe(400);
  });
});

describe('administrators', () => {
  it('are made by configuration, and only from the first account', async () => {
    const late = await client.register('boss@example.com');
    expect(late.user.permission).toBe(0);
    const own = await createSurroundings();
    const fresh = await startApp('api', { ...own.env, FIRST_ADMIN_EMAIL: 'Boss@example.com' });
    try {
      const there = new ApiClient(fresh.url);
      const boss = await there.register('boss@example.com');
      expect(boss.user.permission).toBe(1);
      const { user, access_token, refresh_token } = await there.register();
      const { body: token } = await there.as(access_token).put('/api/v1/user/pat', { name: 'ci' });
      const path = `/api/v1/admin/users/${user.id}`;
      expect((await there.as(access_token).patch(path, { status: 'Active' })).status).toBe(403);

      const admin = there.as(boss.access_token);
      expect((await admin.get('/api/v1/admin/users?query=PERSON')).body).toHaveLength(1);
      expect((await admin.get('/api/v1/admin/users?query=%25')).body).toHaveLength(0);
      expect((await admin.patch(path, { status: 'Banned' })).body.status).toBe('Banned');
      expect((await there.as(access_token).get('/api/v1/user')).status).toBe(401);
      expect((await there.as(token.pat).get('/api/v1/user')).status).toBe(401);
      const again = await there.post('/api/v1/auth/refresh', { refresh_token });
      expect(again.status).toBe(401);
      const login = { email: user.email, password: PASSWORD };
      expect((await there.post('/api/v1/auth/login', login)).status).toBe(403);

      await admin.patch(path, { status: 'Active' });
      const back = await there.login(user.email);
      expect((await there.as(back.access_token).get('/api/v1/user')).status).toBe(200);
      const self = `/api/v1/admin/users/${boss.user.id}`;
      expect((await admin.patch(self, { permission: 0 })).status).toBe(403);
    } finally {
      await fresh.close();
      await own.database.drop();
    }
  });

  it('dismiss each other, but one of them stays', async () => {
    const own = await createSurroundings();
    const fresh = await startApp('api', { ...own.env, FIRST_ADMIN_EMAIL: 'boss@example.com' });
    try {
      const there = new ApiClient(fresh.url);
      const boss = await there.register('boss@example.com');
      const password = { password: PASSWORD };
      const gone = await there.as(boss.access_token).delete('/api/v1/user', password);
      expect([gone.status, gone.body.detail]).toEqual([
        409,
        'You are the last administrator; make somebody else one first',
      ]);
      for (let round = 0; round < 5; round++) {
        const two = [await there.register(), await there.register()] as const;
        const database = fresh.app.get(DataSource);
        await database.query(`UPDATE users SET permission = 1 WHERE id = ANY($1)`, [
          two.map(({ user }) => user.id),
        ]);
        await database.query(`UPDATE users SET permission = 0 WHERE NOT id = ANY($1)`, [
          two.map(({ user }) => user.id),
        ]);
        const dismiss = (by: number, change: object) =>
          there
            .as(two[by]!.access_token)
            .patch(`/api/v1/admin/users/${two[1 - by]!.user.id}`, change);
        const change = round % 2 === 0 ? { permission: 0 } : { status: 'Banned' };
        const answers = await Promise.all([dismiss(0, change), dismiss(1, change)]);
        // Who comes late is refused as no administrator, or as nobody at all.
        const statuses = answers.map(({ status }) => status).toSorted();
        expect([
          [200, 401],
          [200, 403],
        ]).toContainEqual(statuses);
      }
    } finally {
      await fresh.close();
      await own.database.drop();
    }
  });
});
