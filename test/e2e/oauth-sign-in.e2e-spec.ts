import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { ApiClient, freshEmail } from '../setup/api-client.js';
import { callbackOf, CLIENT, newProofKey, OAuthClient, PUBLIC_URL } from '../setup/oauth-client.js';
import { startOpenIdProvider, type TestOpenIdProvider } from '../setup/openid-provider.js';
import { testRedis } from '../setup/redis.js';

const APP = 'https://app.example.com/signed-in';
const NATIVE_APP = 'com.example.app:/signed-in';

let surroundings: Surroundings;
let own: TestOpenIdProvider;
let other: TestOpenIdProvider;
let api: RunningApp;
let client: ApiClient;
let redis: Redis;
let people = 0;

beforeAll(async () => {
  surroundings = await createSurroundings();
  own = await startOpenIdProvider([callbackOf('own')]);
  other = await startOpenIdProvider([callbackOf('other')]);
  api = await startApp('api', {
    ...surroundings.env,
    PUBLIC_URL,
    OAUTH_PROVIDERS: JSON.stringify({
      own: { name: 'Our own', issuer: own.issuer, ...CLIENT },
      other: { issuer: other.issuer, ...CLIENT },
    }),
    OAUTH_REDIRECT_URIS: `${APP}, ${NATIVE_APP}`,
  });
  client = new ApiClient(api.url);
  redis = new Redis(testRedis().url);
});

afterAll(async () => {
  redis.disconnect();
  await api.close();
  await Promise.all([own.close(), other.close()]);
  await surroundings.database.drop();
});

/** Somebody new, with a browser of their own. */
let browser: OAuthClient;
beforeEach(() => {
  const sub = `person-${++people}`;
  own.person = { sub, email: freshEmail(), email_verified: true, name: 'Ada' };
  other.person = own.person;
  browser = new OAuthClient(client);
});

const stateIn = (address: string) => new URL(address).searchParams.get('state')!;
const keyOf = (kind: string, secret: string) => {
  const hash = createHash('sha256').update(secret).digest('base64url');
  return `${surroundings.env['QUEUE_PREFIX']}:oauth:${kind}:${hash}`;
};

describe('the providers', () => {
  it('are listed for a sign-in page, by id and name', async () => {
    const { status, body } = await client.get('/api/v1/oauth');
    expect([status, body]).toEqual([
      200,
      [
        { id: 'own', name: 'Our own' },
        { id: 'other', name: 'other' },
      ],
    ]);
  });

  it.each(['/api/v1/oauth/nobody', '/api/v1/oauth/nobody/callback', '/api/v1/oauth/constructor'])(
    'are 404 where they are not configured: %s',
    async (path) => {
      expect((await client.get(path)).status).toBe(404);
    },
  );
});

describe('signing in elsewhere', () => {
  it('sends the browser there with state, nonce, PKCE and a cookie that only this host can set', async () => {
    const { status, headers } = await browser.begin('own');
    expect([status, headers.get('cache-control')]).toEqual([302, 'no-store']);
    const address = new URL(headers.get('location')!);
    expect(address.origin).toBe(own.issuer);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: CLIENT.client_id,
      response_type: 'code',
      redirect_uri: callbackOf('own'),
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-sign-in-[\w-]{12}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
  });

  it('ends like a login: with tokens that work, in a session named after the provider', async () => {
    const { status, headers, body } = await browser.signIn('own');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      access_token: expect.stringMatching(/^ey/),
      refresh_token: expect.stringMatching(/^rt_/),
      token_type: 'Bearer',
      expires_in: 900,
      user: { email: own.person!.email, email_verified: true, name: 'Ada' },
    });
    const mine = client.as(body.access_token);
    expect((await mine.get('/api/v1/user')).body).toEqual(body.user);
    expect((await mine.get('/api/v1/user/sessions')).body).toMatchObject([{ client: 'own' }]);
    const { body: events } = await mine.get('/api/v1/user/audit');
    expect(events.map(({ action }: { action: string }) => action).toReversed()).toEqual([
      'account.created',
      'identity.linked',
      'sign-in.succeeded',
    ]);
  });

  it('leads to the same account the next time, whatever the address is by then', async () => {
    const first = await browser.signedIn('own');
    own.person = { ...own.person!, email: freshEmail(), email_verified: false };
    const second = await new OAuthClient(client).signedIn('own');
    expect(second.user).toEqual(first.user);
  });

  it('works in several tabs at once, and leaves no cookie and nothing in Redis', async () => {
    const callbacks = [await browser.callback('own'), await browser.callback('other')];
    expect(browser.browser.cookies(PUBLIC_URL).size).toBe(2);
    for (const callback of callbacks.toReversed())
      expect((await browser.open(callback)).status).toBe(200);
    expect(browser.browser.cookies(PUBLIC_URL).size).toBe(0);
    const keys = callbacks.map((callback) => keyOf('pending', stateIn(callback)));
    expect(await redis.exists(keys)).toBe(0);
  });

  it('keeps no secret in Redis that a cookie or an address holds', async () => {
    const callback = await browser.callback('own');
    const key = keyOf('pending', stateIn(callback));
    const [cookie] = browser.browser.cookies(PUBLIC_URL).values();
    expect(await redis.get(key)).not.toContain(cookie!);
    expect(await redis.ttl(key)).toBeGreaterThan(500);
    expect(await redis.ttl(key)).toBeLessThanOrEqual(600);
    await browser.open(callback);
  });
});

describe('the callback refuses', () => {
  const refused = { status: 400, body: { code: 'BAD_REQUEST', errors: [{ path: 'state' }] } };

  it('what it has seen before', async () => {
    const callback = await browser.callback('own');
    const cookies = new Map(browser.browser.cookies(PUBLIC_URL));
    expect((await browser.open(callback)).status).toBe(200);
    expect(await browser.open(callback)).toMatchObject(refused);
    // Also with the cookie that the browser has forgotten by now.
    const [[name, secret]] = [...cookies] as [[string, string]];
    const again = client.with({ cookie: `${name}=${secret}` });
    expect(await again.get(callback.slice(PUBLIC_URL.length))).toMatchObject(refused);
  });

  it('all but one of many that bring the same answer at once', async () => {
    const callback = await browser.callback('own');
    const answers = await Promise.all(Array.from({ length: 6 }, () => browser.open(callback)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(5).fill(400)]);
  });

  it.each([
    ['a forged state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['two states', (url: URL) => url.searchParams.append('state', 'another')],
  ])('%s', async (_, forge) => {
    const callback = new URL(await browser.callback('own'));
    forge(callback);
    expect(await browser.open(callback.href)).toMatchObject(refused);
  });

  it('a browser in which the sign-in did not begin', async () => {
    const callback = await browser.callback('own');
    expect(await new OAuthClient(client).open(callback)).toMatchObject(refused);
    const next = await browser.callback('own');
    const name = `__Host-sign-in-${stateIn(next).slice(0, 12)}`;
    expect(browser.browser.cookies(PUBLIC_URL).has(name)).toBe(true);
    const stranger = client.with({ cookie: `${name}=${'x'.repeat(43)}` });
    expect(await stranger.get(next.slice(PUBLIC_URL.length))).toMatchObject(refused);
  });

  it('the answer to a sign-in at another provider', async () => {
    const callback = await browser.callback('own');
    const swapped = callback.replace(callbackOf('own'), callbackOf('other'));
    expect(await browser.open(swapped)).toMatchObject(refused);
  });

  it('an answer that says it comes from another issuer, or does not say from whom', async () => {
    for (const iss of [other.issuer, null]) {
      const callback = new URL(await browser.callback('own'));
      if (iss === null) callback.searchParams.delete('iss');
      else callback.searchParams.set('iss', iss);
      const { status, body } = await browser.open(callback.href);
      expect([status, body.detail]).toEqual([401, expect.stringContaining('not what it must be')]);
    }
  });

  it('a sign-in that took too long', async () => {
    const callback = await browser.callback('own');
    expect(await redis.del(keyOf('pending', stateIn(callback)))).toBe(1);
    expect(await browser.open(callback)).toMatchObject(refused);
  });

  it('a code that the provider has taken already, or that belongs to another sign-in', async () => {
    const first = await browser.callback('own');
    const second = new URL(await browser.callback('own'));
    second.searchParams.set('code', new URL(first).searchParams.get('code')!);
    const { status, body } = await browser.open(second.href);
    expect([status, body.code]).toEqual([401, 'UNAUTHORIZED']);
  });

  it('nobody silently: who was denied access is told so', async () => {
    own.person = null;
    const { status, body } = await browser.signIn('own');
    expect([status, body.detail]).toEqual([
      401,
      'You were not signed in: Our own was told to deny access',
    ]);
  });
});

describe('a browser app', () => {
  const codeIn = async (callback: string) => {
    const { status, headers } = await browser.open(callback);
    expect([status, headers.get('cache-control')]).toEqual([302, 'no-store']);
    return new URL(headers.get('location')!).searchParams.get('code')!;
  };
  const refusal = { status: 401, body: { detail: 'The code is not valid; sign in again' } };

  it('gets a code with its state, and exchanges it once', async () => {
    const { verifier, challenge } = newProofKey();
    const { status, headers } = await browser.signIn('own', {
      redirect_uri: APP,
      state: 'of the app &=',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    expect([status, headers.get('referrer-policy')]).toEqual([302, 'no-referrer']);
    const address = new URL(headers.get('location')!);
    expect(address.origin + address.pathname).toBe(APP);
    expect([...address.searchParams.keys()]).toEqual(['code', 'state']);
    expect(address.searchParams.get('state')).toBe('of the app &=');
    const code = address.searchParams.get('code')!;
    const answer = await browser.exchange(code, verifier);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { access_token, user } = answer.body;
    expect((await client.as(access_token).get('/api/v1/user')).body).toEqual(user);
    expect(await browser.exchange(code, verifier)).toMatchObject(refusal);
  });

  it('may do without a challenge, and be a native one', async () => {
    const callback = await browser.callback('own', { redirect_uri: NATIVE_APP });
    const { headers } = await browser.open(callback);
    expect(headers.get('location')).toMatch(/^com\.example\.app:\/signed-in\?code=[\w-]{43}$/);
    const code = new URL(headers.get('location')!).searchParams.get('code')!;
    expect((await browser.exchange(code)).status).toBe(200);
  });

  it('gets tokens for one of many exchanges at once', async () => {
    const code = await codeIn(await browser.callback('own', { redirect_uri: APP }));
    const answers = await Promise.all(Array.from({ length: 6 }, () => browser.exchange(code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(5).fill(401)]);
  });

  it('is refused in one wording: no, wrong or needless verifier, unknown or expired code', async () => {
    const { verifier, challenge } = newProofKey();
    const proven = { redirect_uri: APP, code_challenge: challenge };
    const begun = async (query: Record<string, string>) =>
      codeIn(await browser.callback('own', query));
    expect(await browser.exchange(await begun(proven))).toMatchObject(refusal);
    const wrong = await begun(proven);
    expect(await browser.exchange(wrong, newProofKey().verifier)).toMatchObject(refusal);
    // One wrong guess is all there is.
    expect(await browser.exchange(wrong, verifier)).toMatchObject(refusal);
    const needless = await begun({ redirect_uri: APP });
    expect(await browser.exchange(needless, verifier)).toMatchObject(refusal);
    expect(await browser.exchange('x'.repeat(43))).toMatchObject(refusal);
    const late = await begun({ redirect_uri: APP });
    expect(await redis.ttl(keyOf('code', late))).toBeLessThanOrEqual(60);
    expect(await redis.del(keyOf('code', late))).toBe(1);
    expect(await browser.exchange(late)).toMatchObject(refusal);
  });

  it('is told when the sign-in was refused', async () => {
    own.person = null;
    const query = { redirect_uri: APP, state: 'mine' };
    const { status, headers } = await browser.signIn('own', query);
    const address = new URL(headers.get('location')!);
    expect([status, address.origin + address.pathname]).toEqual([302, APP]);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'You were not signed in: Our own was told to deny access',
      state: 'mine',
    });
  });

  it.each([
    `${APP}/`,
    `${APP}?x=1`,
    `${APP}#x`,
    APP.toUpperCase(),
    APP.replace('https', 'http'),
    APP.replace('app.', 'app.example.com.evil.'),
    APP.replace('https://', 'https://evil.example@'),
    'https://app.example.com',
    'javascript:alert(1)',
    `${APP},${NATIVE_APP}`,
    '',
  ])('must be one that is allowed, to the letter: not %s', async (redirect_uri) => {
    const { status, body } = await browser.begin('own', { redirect_uri });
    expect([status, body.errors[0].path]).toEqual([400, 'redirect_uri']);
  });

  it.each([
    [{ state: 'x' }, 'state'],
    [{ code_challenge: newProofKey().challenge }, 'code_challenge'],
    [{ redirect_uri: APP, code_challenge: 'too short' }, 'code_challenge'],
    [{ redirect_uri: APP, code_challenge_method: 'plain' }, 'code_challenge_method'],
    [{ redirect: APP }, 'redirect'],
  ])('is told what is wrong with %j', async (query, path) => {
    const { status, body } = await browser.begin('own', query as Record<string, string>);
    expect([status, body.errors[0].path]).toEqual([400, path]);
  });
});
