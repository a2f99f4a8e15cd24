import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { ApiClient, freshEmail, PASSWORD } from '../setup/api-client.js';
import { CLIENT, OAuthClient, PUBLIC_URL } from '../setup/oauth-client.js';
import { startProcess } from '../setup/processes.js';
import { GITHUB_CLIENT, startStubGithub, type StubGithub } from '../setup/stub-github.js';
import { type StubIssuer, startStubIssuer } from '../setup/stub-issuer.js';
import { until } from '../setup/until.js';

const APP = 'https://app.example.com/signed-in';

let surroundings: Surroundings;
let stub: StubIssuer;
let github: StubGithub;
let api: RunningApp;
let client: ApiClient;
let database: pg.Client;
let people = 0;

beforeAll(async () => {
  surroundings = await createSurroundings();
  stub = await startStubIssuer();
  stub.userinfo = {};
  github = await startStubGithub();
  api = await startApp('api', environment());
  client = new ApiClient(api.url);
  database = new pg.Client({ connectionString: surroundings.env['DATABASE_URL'] });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await api.close();
  await Promise.all([stub.close(), github.close()]);
  await surroundings.database.drop();
});

function environment(): Record<string, string> {
  return {
    ...surroundings.env,
    PUBLIC_URL,
    OAUTH_PROVIDERS: JSON.stringify({
      stub: { name: 'Stub', issuer: stub.issuer, ...CLIENT },
      github: { type: 'github', name: 'GitHub', base_url: github.url, ...GITHUB_CLIENT },
    }),
    OAUTH_REDIRECT_URIS: APP,
  };
}

let email: string;
let browser: OAuthClient;
beforeEach(() => {
  email = freshEmail();
  people++;
  stub.claims = { sub: `person-${people}`, email, email_verified: true };
  stub.userinfo = { sub: stub.claims.sub };
  github.user = { id: people, login: `person-${people}`, name: null };
  github.emails = [{ email, primary: true, verified: true }];
  browser = new OAuthClient(client);
});

const verify = (address: string) =>
  database.query('UPDATE users SET email_verified_at = now() WHERE email = $1', [address]);
const actionsOf = async (token: string) =>
  (await client.as(token).get('/api/v1/user/audit')).body.map(
    ({ action }: { action: string }) => action,
  );
const usersWith = async (address: string) =>
  (await database.query('SELECT id FROM users WHERE lower(email) = lower($1)', [address])).rows;

describe('an unknown identity', () => {
  it('makes an account of what the provider says', async () => {
    stub.claims = { ...stub.claims, name: 'Ada', picture: 'https://op.example/ada.png' };
    const { user } = await browser.signedIn('stub');
    const avatar_url = 'https://op.example/ada.png';
    expect(user).toMatchObject({ email, email_verified: true, name: 'Ada', avatar_url });
  });

  it.each([
    ['false', { email_verified: false }],
    ['not at all', { email_verified: undefined }],
    ['"yes"', { email_verified: 'yes' }],
    ['of no address', { email: undefined }],
  ])('is refused without a verified address, and leaves nothing: %s', async (_, claims) => {
    stub.claims = { ...stub.claims, ...claims };
    const { status, body } = await browser.signIn('stub');
    expect([status, body.detail]).toEqual([403, 'Stub did not confirm your e-mail address']);
    expect(await usersWith(email)).toEqual([]);
    const { rows } = await database.query('SELECT 1 FROM identities WHERE subject = $1', [
      stub.claims.sub,
    ]);
    expect(rows).toEqual([]);
  });

  it('may have its address told by userinfo, about the same subject only', async () => {
    const userinfo = { sub: stub.claims.sub, email, email_verified: 'true' };
    stub.claims = { sub: stub.claims.sub };
    stub.userinfo = { ...userinfo, sub: 'somebody else' };
    expect((await browser.signIn('stub')).status).toBe(401);
    stub.userinfo = userinfo;
    expect((await browser.signedIn('stub')).user.email).toBe(email);
  });

  it('makes one account when it comes several times at once', async () => {
    const browsers = Array.from({ length: 5 }, () => new OAuthClient(client));
    const answers = await Promise.all(browsers.map((each) => each.signIn('github')));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
    expect(await usersWith(email)).toHaveLength(1);
  });

  it('is not let in where registration is closed, unless there is an account already', async () => {
    const closed = await startProcess('api', { ...environment(), REGISTRATION: 'closed' });
    try {
      const there = new OAuthClient(new ApiClient(closed.url));
      expect((await there.signIn('stub')).status).toBe(403);
      expect(await usersWith(email)).toEqual([]);
      const { user } = await client.register(email);
      expect((await there.signedIn('stub')).user.id).toBe(user.id);
    } finally {
      await closed.stop();
    }
  });
});

describe('an account with the same address', () => {
  it('is linked when its owner had proven the address, and keeps its password', async () => {
    const { user, access_token } = await client.register(email);
    await verify(email);
    stub.claims['email'] = email.toUpperCase();
    const signedIn = await browser.signedIn('stub');
    expect(signedIn.user).toMatchObject({ id: user.id, email });
    expect((await client.as(access_token).get('/api/v1/user')).status).toBe(200);
    await client.login(email);
    expect(await actionsOf(access_token)).not.toContain('password.removed');
  });

  it('is linked to a second provider', async () => {
    const { user } = await browser.signedIn('stub');
    const { user: same, access_token } = await browser.signedIn('github');
    expect(same.id).toBe(user.id);
    const { body } = await client.as(access_token).get('/api/v1/user/identities');
    expect(body).toMatchObject([{ issuer: stub.issuer }, { subject: String(people) }]);
  });

  it('that nobody had proven loses everything that opened it before', async () => {
    const squatter = await client.register(email);
    const { body: token } = await client
      .as(squatter.access_token)
      .put('/api/v1/user/pat', { name: 'back door' });
    await database.query('INSERT INTO identities (issuer, subject, user_id) VALUES ($1, $2, $3)', [
      stub.issuer,
      `squatter-${people}`,
      squatter.user.id,
    ]);

    const owner = await browser.signedIn('stub');
    expect(owner.user).toMatchObject({ id: squatter.user.id, email_verified: true });
    const login = { email, password: PASSWORD };
    expect((await client.post('/api/v1/auth/login', login)).status).toBe(401);
    for (const credential of [squatter.access_token, token.pat])
      expect((await client.as(credential).get('/api/v1/user')).status).toBe(401);
    const { refresh_token } = squatter;
    expect((await client.post('/api/v1/auth/refresh', { refresh_token })).status).toBe(401);
    stub.claims = { sub: `squatter-${people}`, email: freshEmail(), email_verified: true };
    expect((await new OAuthClient(client).signedIn('stub')).user.id).not.toBe(owner.user.id);

    const mine = client.as(owner.access_token);
    expect((await mine.get('/api/v1/user')).body).toEqual(owner.user);
    expect((await mine.get('/api/v1/user/identities')).body).toHaveLength(1);
    expect(await actionsOf(owner.access_token)).toEqual(
      expect.arrayContaining(['identity.linked', 'password.removed']),
    );
  });

  it('that is banned stays closed, for a known identity and for a new one', async () => {
    const { user } = await browser.signedIn('stub');
    await database.query(`UPDATE users SET status = 'Banned' WHERE id = $1`, [user.id]);
    for (const provider of ['stub', 'github']) {
      const { status, body } = await browser.signIn(provider);
      expect([status, body.detail]).toEqual([403, 'This account is suspended']);
    }
    const { headers } = await browser.signIn('stub', { redirect_uri: APP });
    expect(new URL(headers.get('location')!).searchParams.get('error')).toBe('access_denied');
    const { rows } = await database.query('SELECT 1 FROM identities WHERE user_id = $1', [user.id]);
    expect(rows).toHaveLength(1);
  });

  it('does not open to a code that was issued before a ban', async () => {
    const { headers } = await browser.signIn('stub', { redirect_uri: APP });
    const code = new URL(headers.get('location')!).searchParams.get('code')!;
    await database.query(`UPDATE users SET status = 'Banned' WHERE email = $1`, [email]);
    expect((await browser.exchange(code)).status).toBe(403);
  });
});

describe('while an account is taken back', () => {
  /** Holds the account as a link does, and lets go with the change made once `attempt` waits for it. */
  async function during<T>(change: string, attempt: () => Promise<T>): Promise<T> {
    await database.query('BEGIN');
    await database.query('SELECT FROM users WHERE email = $1 FOR NO KEY UPDATE', [email]);
    const attempted = attempt();
    const waiting = `SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    const observer = new pg.Client({ connectionString: surroundings.env['DATABASE_URL'] });
    await observer.connect();
    await until(async () => (await observer.query(waiting)).rows.length > 0);
    await observer.end();
    await database.query(change, [email]);
    await database.query('COMMIT');
    return attempted;
  }
  const END_SESSIONS = `UPDATE sessions SET ended_at = now()
    WHERE user_id = (SELECT id FROM users WHERE email = $1)`;

  it('nobody gets in with the old password', async () => {
    await client.register(email);
    const answer = await during('UPDATE users SET password_hash = NULL WHERE email = $1', () =>
      client.post('/api/v1/auth/login', { email, password: PASSWORD }),
    );
    expect(answer.status).toBe(403);
  });

  it.each([
    ['make a token', 'PUT', '/api/v1/user/pat', { name: 'back door' }],
    [
      'set a password',
      'PUT',
      '/api/v1/user',
      { password: { current: PASSWORD, new: `${PASSWORD}!` } },
    ],
    ['delete it', 'DELETE', '/api/v1/user', { password: PASSWORD }],
  ])('the old session can’t %s any more', async (_, method, path, body) => {
    const { access_token } = await client.register(email);
    const answer = await during(END_SESSIONS, () =>
      client.as(access_token).call(method, path, body),
    );
    expect([answer.status, answer.body.detail]).toEqual([401, 'The session has ended']);
    await client.login(email);
  });
});

describe('GitHub', () => {
  it('signs in by its numbers, with the primary verified address', async () => {
    const { user } = await browser.signedIn('github');
    expect(user).toMatchObject({ email, name: `person-${people}` });
    github.user = { ...github.user, login: 'renamed' };
    github.emails = [];
    expect((await new OAuthClient(client).signedIn('github')).user.id).toBe(user.id);
  });

  it.each([
    ['is not verified', [{ email: 'x@example.com', primary: true, verified: false }]],
    ['is not the primary one', [{ email: 'x@example.com', primary: false, verified: true }]],
    ['is not there', []],
    ['is told in another way', { message: 'Not Found' }],
  ])('does not vouch for an address that %s', async (_, emails) => {
    github.emails = emails;
    expect((await browser.signIn('github')).status).toBe(403);
  });

  it('is not believed when it does not say who it is', async () => {
    github.user = { login: 'nobody' };
    expect((await browser.signIn('github')).status).toBe(401);
  });

  it('refuses a wrong code, which comes with status 200', async () => {
    const callback = new URL(await browser.callback('github'));
    callback.searchParams.set('code', 'another');
    expect((await browser.open(callback.href)).status).toBe(401);
  });
});

describe('one’s own identities', () => {
  it('can be removed, but not the last way in', async () => {
    const { access_token } = await browser.signedIn('stub');
    const mine = client.as(access_token);
    const [only] = (await mine.get('/api/v1/user/identities')).body;
    expect(only).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      issuer: stub.issuer,
      subject: stub.claims.sub,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const path = `/api/v1/user/identities/${only.id}`;
    expect((await mine.delete(path)).status).toBe(409);
    await browser.signedIn('github');
    expect((await mine.delete(path)).status).toBe(204);
    expect((await mine.delete(path)).status).toBe(404);
    expect(await actionsOf(access_token)).toContain('identity.removed');
  });

  it('can all be removed once there is a password', async () => {
    const { access_token } = await browser.signedIn('stub');
    const mine = client.as(access_token);
    expect((await mine.put('/api/v1/user', { password: { new: PASSWORD } })).status).toBe(200);
    const [only] = (await mine.get('/api/v1/user/identities')).body;
    expect((await mine.delete(`/api/v1/user/identities/${only.id}`)).status).toBe(204);
    await client.login(email);
  });

  it('are nobody else’s business, and no program’s', async () => {
    const { access_token } = await browser.signedIn('stub');
    const mine = client.as(access_token);
    const [only] = (await mine.get('/api/v1/user/identities')).body;
    const stranger = client.as((await client.register()).access_token);
    expect((await stranger.delete(`/api/v1/user/identities/${only.id}`)).status).toBe(404);
    const { body: token } = await mine.put('/api/v1/user/pat', { name: 'ci' });
    expect((await client.as(token.pat).get('/api/v1/user/identities')).status).toBe(403);
    expect((await client.get('/api/v1/user/identities')).status).toBe(401);
  });

  it('keep one way in when two are removed at once', async () => {
    const { access_token } = await browser.signedIn('stub');
    await browser.signedIn('github');
    const mine = client.as(access_token);
    const { body } = await mine.get('/api/v1/user/identities');
    const answers = await Promise.all(
      body.map(({ id }: { id: string }) => mine.delete(`/api/v1/user/identities/${id}`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });
});
