import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { freePort } from '../../scripts/local-servers/free-port.mjs';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { ApiClient, freshEmail, PASSWORD } from '../setup/api-client.js';
import { Browser } from '../setup/browser.js';
import { OpenIdClient, REDIRECT_URI, refusalOf, SCOPE } from '../setup/openid.js';

let surroundings: Surroundings;
let server: RunningApp;
let url: string;
let api: ApiClient;
let boss: ApiClient;
let openId: OpenIdClient;

beforeAll(async () => {
  surroundings = await createSurroundings();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = { ...surroundings.env, PORT: String(port), PUBLIC_URL: url };
  server = await startApp('api', { ...env, FIRST_ADMIN_EMAIL: 'boss@example.com' });
  api = new ApiClient(url);
  boss = api.as((await api.register('boss@example.com')).access_token);
  openId = await OpenIdClient.discover(url);
});

afterAll(async () => {
  await server.close();
  await surroundings.database.drop();
});

const whoIs = async (token: string) => (await api.as(token).get('/api/v1/user')).status;
const locationOf = ({ headers }: { headers: Headers }) => new URL(headers.get('location')!);
const formPost = (path: string, fields: Record<string, string>, headers = {}) =>
  fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers });

describe('signing in by OpenID Connect', () => {
  it('makes an account and gives tokens that a standard library accepts and the API takes', async () => {
    const tokens = await openId.signUp();
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: SCOPE });
    const { body: account } = await api.as(tokens.access_token).get('/api/v1/user');
    expect(account).toMatchObject({ email: tokens.email, name: 'Ada' });
    expect(tokens.claims()).toMatchObject({
      iss: url,
      aud: 'flow-like',
      sub: account.id,
      email: tokens.email,
      email_verified: false,
      name: 'Ada',
    });
    const { body: sessions } = await api.as(tokens.access_token).get('/api/v1/user/sessions');
    expect(sessions).toEqual([expect.objectContaining({ client: 'flow-like', current: true })]);
  });

  it('takes an account made over the API, and asks no second time in the same browser', async () => {
    const { user } = await api.register();
    const browser = new Browser();
    const first = await openId.signIn(user.email.toUpperCase(), browser);
    const request = await openId.request({ prompt: 'none' });
    const second = await openId.exchange(await browser.open(request.url), request);
    expect(second.claims()!.sub).toBe(user.id);
    const { body: sessions } = await api.as(first.access_token).get('/api/v1/user/sessions');
    expect(sessions).toHaveLength(2);
  });

  it('tells of a user what the scopes allow, in the ID token and at userinfo', async () => {
    const { user } = await api.register();
    const request = await openId.request({ scope: 'openid' });
    const browser = new Browser();
    const page = await browser.open(request.url);
    const back = await browser.submit(page, { email: user.email, password: PASSWORD });
    const little = await openId.exchange(back, request);
    expect(little.claims()!['email']).toBeUndefined();
    expect(little.refresh_token).toBeUndefined();
    const of = (token: string) => client.fetchUserInfo(openId.settings, token, user.id);
    expect(await of(little.access_token)).toEqual({ sub: user.id });
    const { access_token } = await openId.signIn(user.email);
    expect(await of(access_token)).toMatchObject({ email: user.email, email_verified: false });
    const ofLogin = (await api.login(user.email)).access_token;
    expect((await api.as(ofLogin).get('/api/v1/auth/userinfo')).status).toBe(403);
    expect((await api.get('/api/v1/auth/userinfo')).status).toBe(401);
  });

  it('asks again when the client wants it: prompt, max_age', async () => {
    const { user } = await api.register();
    const browser = new Browser();
    const before = await openId.signIn(user.email, browser);
    for (const wish of ['prompt=login', 'max_age=0', 'prompt=select_account']) {
      const request = await openId.request(Object.fromEntries([wish.split('=')]));
      const page = await browser.open(request.url);
      expect(page.text).toContain('<h1>Sign in</h1>');
      const back = await browser.submit(page, { email: user.email, password: PASSWORD });
      const { access_token } = await openId.exchange(back, request);
      expect(await whoIs(access_token)).toBe(200);
    }
    const consent = await openId.request({ prompt: 'consent', max_age: '3600' });
    await openId.exchange(await browser.open(consent.url), consent);
    // Signing in again begins a new session in the place of the one this browser had.
    expect(await whoIs(before.access_token)).toBe(401);
  });

  it('answers prompt=none with an error when nobody is signed in', async () => {
    const { url: at } = await openId.request({ prompt: 'none' });
    const back = locationOf(await new Browser().open(at));
    expect(`${back.origin}${back.pathname}`).toBe(REDIRECT_URI);
    expect(back.searchParams.get('error')).toBe('login_required');
  });

  it('lets another user sign in in the same browser, and ends what the first one had there', async () => {
    const browser = new Browser();
    const first = await openId.signUp(browser);
    const { user } = await api.register();
    const request = await openId.request({ prompt: 'login' });
    const page = await browser.open(request.url);
    // A page that forwards itself; without JavaScript its button does.
    const switching = await browser.submit(page, { email: user.email, password: PASSWORD });
    const tokens = await openId.exchange(await browser.submit(switching, {}), request);
    expect(tokens.claims()!.sub).toBe(user.id);
    expect(await whoIs(first.access_token)).toBe(401);
  });

  it('shows what was wrong and keeps what was typed, without the password', async () => {
    const { user } = await api.register();
    const browser = new Browser();
    const page = await browser.open((await openId.request()).url);
    const again = await browser.submit(page, { email: user.email, password: 'not the right one' });
    expect(again.status).toBe(400);
    expect(again.headers.get('www-authenticate')).toBeNull();
    expect(again.text).toContain('role="alert"');
    expect(again.text).toContain('The e-mail address or the password is wrong');
    expect(again.text).toContain(`value="${user.email}"`);
    expect(again.text).not.toContain('not the right one');
    const create = (await openId.request({ prompt: 'create' })).url;
    const form = await browser.open(create);
    const weak = await browser.submit(form, { email: 'x', password: 'password123' });
    expect(weak.text).toContain('<a href="#email">E-mail address must be an e-mail address</a>');
    const fields = { email: user.email, password: PASSWORD };
    const taken = await browser.submit(weak, fields);
    expect([taken.status, taken.text]).toEqual([
      409,
      expect.stringContaining('There is an account with this e-mail address already'),
    ]);
  });

  it('tells somebody who is banned so, and only once the password was right', async () => {
    const { user } = await api.register();
    await boss.patch(`/api/v1/admin/users/${user.id}`, { status: 'Banned' });
    const browser = new Browser();
    const page = await browser.open((await openId.request()).url);
    const wrong = await browser.submit(page, { email: user.email, password: 'guessed this one' });
    expect(wrong.text).not.toContain('suspended');
    const right = await browser.submit(page, { email: user.email, password: PASSWORD });
    expect([right.status, right.text]).toEqual([403, expect.stringContaining('suspended')]);
  });
});

describe('the token endpoint', () => {
  it('exchanges a refresh token for the next, again and again', async () => {
    let { refresh_token } = await openId.signUp();
    for (let round = 0; round < 3; round++) {
      const tokens = await openId.refresh(refresh_token!);
      expect(tokens.refresh_token).not.toBe(refresh_token);
      expect(tokens.claims()).toBeDefined();
      expect(await whoIs(tokens.access_token)).toBe(200);
      refresh_token = tokens.refresh_token;
    }
  });

  it('ends the session at once when a spent refresh token comes again', async () => {
    const browser = new Browser();
    const first = await openId.signUp(browser);
    const second = await openId.refresh(first.refresh_token!);
    expect(await refusalOf(openId.refresh(first.refresh_token!))).toBe('invalid_grant');
    expect(await refusalOf(openId.refresh(second.refresh_token!))).toBe('invalid_grant');
    expect(await whoIs(second.access_token)).toBe(401);
    const { url: at } = await openId.request({ prompt: 'none' });
    expect(locationOf(await browser.open(at)).searchParams.get('error')).toBe('login_required');
    const { access_token } = await api.login(first.email);
    const { body: events } = await api.as(access_token).get('/api/v1/user/audit');
    expect(events.map(({ action }: any) => action)).toContain('session.refresh-token-reused');
  });

  it('gives one of many that use a token at once the next one, and ends the session', async () => {
    const { refresh_token } = await openId.signUp();
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => openId.refresh(refresh_token!)),
    );
    const given = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value] : [],
    );
    expect(given.length).toBeLessThanOrEqual(1);
    for (const { refresh_token: next, access_token } of given) {
      expect(await refusalOf(openId.refresh(next!))).toBe('invalid_grant');
      expect(await whoIs(access_token)).toBe(401);
    }
  });

  it('takes a code once: the second time takes back what it gave', async () => {
    const { user } = await api.register();
    const request = await openId.request();
    const browser = new Browser();
    const page = await browser.open(request.url);
    const back = await browser.submit(page, { email: user.email, password: PASSWORD });
    const { access_token, refresh_token } = await openId.exchange(back, request);
    expect(await refusalOf(openId.exchange(back, request))).toBe('invalid_grant');
    expect(await whoIs(access_token)).toBe(401);
    expect(await refusalOf(openId.refresh(refresh_token!))).toBe('invalid_grant');
  });

  it('gives tokens once when a code comes many times at once', async () => {
    const { user } = await api.register();
    const request = await openId.request();
    const browser = new Browser();
    const page = await browser.open(request.url);
    const back = await browser.submit(page, { email: user.email, password: PASSWORD });
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => openId.exchange(back, request)),
    );
    const given = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value] : [],
    );
    expect(given.length).toBeLessThanOrEqual(1);
    for (const { access_token } of given) expect(await whoIs(access_token)).toBe(401);
  });

  it('refuses a code with a wrong verifier, a wrong redirect_uri or from another client', async () => {
    const { user } = await api.register();
    const request = await openId.request();
    const browser = new Browser();
    const page = await browser.open(request.url);
    const back = await browser.submit(page, { email: user.email, password: PASSWORD });
    const right = {
      grant_type: 'authorization_code',
      client_id: 'flow-like',
      code: locationOf(back).searchParams.get('code')!,
      redirect_uri: REDIRECT_URI,
      code_verifier: request.verifier,
    };
    const errorOf = async (change: object) => {
      const answer = await formPost('/api/v1/auth/token', { ...right, ...change });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      return [answer.status, ((await answer.json()) as { error: string }).error];
    };
    expect(await errorOf({ code_verifier: 'x'.repeat(43) })).toEqual([400, 'invalid_grant']);
    expect(await errorOf({ code_verifier: '' })).toEqual([400, 'invalid_grant']);
    expect(await errorOf({ redirect_uri: `${REDIRECT_URI}2` })).toEqual([400, 'invalid_grant']);
    expect(await errorOf({ client_id: 'other' })).toEqual([401, 'invalid_client']);
    expect(await errorOf({ code: 'x'.repeat(43) })).toEqual([400, 'invalid_grant']);
    expect(await errorOf({ grant_type: 'password' })).toEqual([400, 'unsupported_grant_type']);
    expect((await formPost('/api/v1/auth/token', right)).status).toBe(200);
  });

  it('refuses a code that has expired', async () => {
    const request = await openId.request();
    const { user } = await api.register();
    const browser = new Browser();
    const page = await browser.open(request.url);
    const back = await browser.submit(page, { email: user.email, password: PASSWORD });
    await surroundings.database.query(
      `UPDATE openid_records SET payload = jsonb_set(payload::jsonb, '{exp}', '1')
        WHERE kind = 'AuthorizationCode' AND user_id = '${user.id}'`,
    );
    expect(await refusalOf(openId.exchange(back, request))).toBe('invalid_grant');
  });

  it('takes no other body than a form, and no large one', async () => {
    const answer = await api.post('/api/v1/auth/token', { grant_type: 'authorization_code' });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    const large = await formPost('/api/v1/auth/token', { code: 'x'.repeat(60_000) });
    expect([large.status, await large.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_request' }),
    ]);
  });

  it('keeps nothing that would open anything', async () => {
    const browser = new Browser();
    const { refresh_token } = await openId.signUp(browser);
    const [row] = await surroundings.database.query(
      `SELECT string_agg(record::text, ' ') AS all FROM openid_records record`,
    );
    const secrets = [refresh_token!.split('.')[1]!, refresh_token!.slice(3, 46)];
    for (const { name, value } of browser.cookies.values())
      if (!name.endsWith('.sig')) secrets.push(value);
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) expect(row!['all']).not.toContain(secret);
  });
});

describe('the end of a session', () => {
  const signedInBoth = async () => {
    const browser = new Browser();
    const tokens = await openId.signUp(browser);
    return { browser, tokens, mine: api.as(tokens.access_token) };
  };
  const isOver = async ({ browser, tokens }: Awaited<ReturnType<typeof signedInBoth>>) => {
    expect(await whoIs(tokens.access_token)).toBe(401);
    expect(await refusalOf(openId.refresh(tokens.refresh_token!))).toBe('invalid_grant');
    const { url: at } = await openId.request({ prompt: 'none' });
    expect(locationOf(await browser.open(at)).searchParams.get('error')).toBe('login_required');
  };

  it('by its id ends tokens and browser', async () => {
    const signedIn = await signedInBoth();
    const { body: sessions } = await signedIn.mine.get('/api/v1/user/sessions');
    const path = `/api/v1/user/sessions/${sessions[0].id}`;
    expect((await signedIn.mine.delete(path)).status).toBe(204);
    await isOver(signedIn);
  });

  it('by logging out over the API, too', async () => {
    const signedIn = await signedInBoth();
    expect((await signedIn.mine.post('/api/v1/auth/logout')).status).toBe(204);
    await isOver(signedIn);
  });

  it('by a ban, and nothing of it lives on when that is lifted', async () => {
    const signedIn = await signedInBoth();
    const path = `/api/v1/admin/users/${signedIn.tokens.claims()!.sub}`;
    await boss.patch(path, { status: 'Banned' });
    await boss.patch(path, { status: 'Active' });
    await isOver(signedIn);
  });

  it('by deleting the account', async () => {
    const signedIn = await signedInBoth();
    expect((await signedIn.mine.delete('/api/v1/user', { password: PASSWORD })).status).toBe(204);
    await isOver(signedIn);
  });

  it('by a new password, except for the session that set it', async () => {
    const one = await signedInBoth();
    const other = new Browser();
    const own = await openId.signIn(one.tokens.email, other);
    const password = { current: PASSWORD, new: 'another sentence nobody says' };
    const { status } = await api.as(own.access_token).put('/api/v1/user', { password });
    expect(status).toBe(200);
    await isOver(one);
    expect(await whoIs((await openId.refresh(own.refresh_token!)).access_token)).toBe(200);
    const request = await openId.request({ prompt: 'none' });
    await openId.exchange(await other.open(request.url), request);
  });

  it('by taking the refresh token back', async () => {
    const signedIn = await signedInBoth();
    await client.tokenRevocation(openId.settings, signedIn.tokens.refresh_token!);
    await isOver(signedIn);
  });

  it('by the client: after a question, to where the client may send people', async () => {
    const signedIn = await signedInBoth();
    const { id_token } = signedIn.tokens;
    const at = client.buildEndSessionUrl(openId.settings, {
      id_token_hint: id_token!,
      post_logout_redirect_uri: 'http://localhost:3000/',
      state: 'bye',
    });
    const page = await signedIn.browser.open(at.href);
    expect(page.text).toContain('<h1>Sign out?</h1>');
    const back = await signedIn.browser.submit(page, { logout: 'yes' });
    expect(back.headers.get('location')).toBe('http://localhost:3000/?state=bye');
    await isOver(signedIn);
    at.searchParams.set('post_logout_redirect_uri', 'https://evil.example/');
    expect((await signedIn.browser.open(at.href)).status).toBe(400);
  });
});

describe('what nobody should try', () => {
  it.each([
    ['a redirect_uri of somebody else', { redirect_uri: 'https://evil.example/callback' }],
    ['one that only begins right', { redirect_uri: `${REDIRECT_URI}/../evil` }],
    ['a redirect_uri with a script', { redirect_uri: 'javascript:alert(1)' }],
    ['an unknown client', { client_id: '<script>alert(1)</script>' }],
  ])('%s is told on a page and sent nowhere', async (_, parameters: Record<string, string>) => {
    const { status, headers, text } = await new Browser().open(
      (await openId.request(parameters)).url,
    );
    expect([status, headers.get('location')]).toEqual([400, null]);
    expect(headers.get('content-type')).toContain('text/html');
    expect(text).toContain('This did not work');
    expect(text).not.toContain('<script>alert');
  });

  it('any port of this machine is as good as the one that is configured', async () => {
    const program = await OpenIdClient.discover(url, undefined, 'http://localhost:51234/callback');
    const tokens = await program.signUp();
    expect(await whoIs(tokens.access_token)).toBe(200);
  });

  it.each([
    ['no challenge', { code_challenge: '', code_challenge_method: '' }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
    ['another response type', { response_type: 'token' }],
    ['a resource of somebody else', { resource: 'https://evil.example/api' }],
  ])('%s is refused', async (_, parameters: Record<string, string>) => {
    const request = new URL((await openId.request(parameters)).url);
    for (const [name, value] of Object.entries(parameters))
      if (value === '') request.searchParams.delete(name);
    const back = locationOf(await new Browser().open(request.href));
    expect(`${back.origin}${back.pathname}`).toBe(REDIRECT_URI);
    expect(`${back.search}${back.hash}`).toMatch(/[?#].*error=(invalid|unsupported)_/);
  });

  it('a cookie that was changed opens nothing', async () => {
    const browser = new Browser();
    await openId.signUp(browser);
    for (const [key, cookie] of browser.cookies)
      if (!cookie.name.endsWith('.sig'))
        browser.cookies.set(key, { ...cookie, value: `${cookie.value.slice(0, -1)}_` });
    const { url: at } = await openId.request({ prompt: 'none' });
    expect(locationOf(await browser.open(at)).searchParams.get('error')).toBe('login_required');
  });

  it('a form of another site, of another browser or without its proof is refused', async () => {
    const { user } = await api.register();
    const right = { email: user.email, password: PASSWORD };
    const browser = new Browser();
    const page = await browser.open((await openId.request()).url);
    const foreign = await browser.submit(page, right, { origin: 'https://evil.example' });
    expect([foreign.status, foreign.headers.get('location')]).toEqual([403, null]);
    const forged = await browser.submit(page, { ...right, csrf: 'x'.repeat(21) });
    expect(forged.status).toBe(403);
    const stranger = await new Browser().submit(page, right);
    expect([stranger.status, stranger.text]).toEqual([400, expect.stringContaining('expired')]);
    const back = await browser.submit(page, right);
    expect(locationOf(back).searchParams.get('code')).not.toBeNull();
  });

  it('text of users is text and no HTML, wherever it is shown', async () => {
    const evil = `"><script>alert('x')</script>`;
    const browser = new Browser();
    const page = await browser.open((await openId.request({ login_hint: evil })).url);
    expect(page.text).toContain('value="&quot;&gt;&lt;script&gt;');
    const again = await browser.submit(page, { email: evil, password: 'x' });
    const create = await browser.open((await openId.request({ prompt: 'create' })).url);
    const failed = await browser.submit(create, { email: evil, name: evil, password: 'x' });
    const asked = await openId.request({
      scope: `openid`,
      response_type: evil,
      redirect_uri: evil,
    });
    const refused = await browser.open(asked.url);
    for (const { text } of [page, again, failed, refused]) expect(text).not.toContain('<script');
  });

  it('no character breaks anything', async () => {
    for (const odd of ['\0', '\ud800', '🙂', '%00', '\r\nx: y']) {
      const browser = new Browser();
      const page = await browser.open((await openId.request({ login_hint: odd, state: odd })).url);
      expect([odd, page.status]).toEqual([odd, 200]);
      const back = await browser.submit(page, { email: odd, password: odd });
      expect([odd, back.status]).toEqual([odd, 400]);
    }
  });

  it('pages allow no script, no frame and no form to elsewhere', async () => {
    const { headers } = await new Browser().open((await openId.request()).url);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).toMatch(/form-action 'self' http:\/\/localhost:\* http:\/\/127\.0\.0\.1:\*;/);
    expect(policy).toMatch(/style-src 'sha256-[^']+';/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('the address of the server', () => {
  it('is the public one, whatever a request says', async () => {
    const own = await fetch(`${url}/.well-known/openid-configuration`);
    const document = (await own.json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      issuer: url,
      authorization_endpoint: `${url}/api/v1/auth/authorize`,
      token_endpoint: `${url}/api/v1/auth/token`,
      userinfo_endpoint: `${url}/api/v1/auth/userinfo`,
      end_session_endpoint: `${url}/api/v1/auth/end-session`,
      jwks_uri: `${url}/.well-known/jwks.json`,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
    const hostile = await raw(
      `GET http://evil.example/.well-known/openid-configuration HTTP/1.1\r\nhost: evil.example\r\n` +
        'x-forwarded-host: evil.example\r\nx-forwarded-proto: https\r\nforwarded: host=evil.example\r\n',
    );
    expect(JSON.parse(hostile.split('\r\n\r\n')[1]!)).toEqual(document);
    const { pathname, search } = new URL((await openId.request()).url);
    const begun = await raw(`GET ${pathname}${search} HTTP/1.1\r\nhost: evil.example\r\n`);
    expect(begun).toMatch(/^HTTP\/1.1 303/);
    expect(begun).not.toContain('evil');
  });

  it('answers carry the headers of the rest of the server', async () => {
    const { headers } = await fetch(`${url}/.well-known/openid-configuration`, {
      headers: { origin: 'https://app.example', 'x-request-id': 'mine' },
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-request-id')).toBe('mine');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).not.toBeNull();
  });

  it('clients are told where to begin', async () => {
    const { status, body } = await api.get('/api/v1/auth/openid');
    expect([status, body]).toEqual([
      200,
      {
        authority: url,
        client_id: 'flow-like',
        scope: SCOPE,
        response_type: 'code',
        redirect_uri: REDIRECT_URI,
        post_logout_redirect_uri: 'http://localhost:3000/',
        jwks_url: `${url}/.well-known/jwks.json`,
        discovery_url: `${url}/.well-known/openid-configuration`,
        user_info_url: `${url}/api/v1/auth/userinfo`,
        proxy: null,
        cognito: null,
      },
    ]);
    const discovery = await api.get('/api/v1/auth/discovery');
    expect([discovery.status, discovery.headers.get('location')]).toEqual([
      307,
      body.discovery_url,
    ]);
    const jwks = await api.get('/api/v1/auth/jwks');
    expect([jwks.status, jwks.headers.get('location')]).toEqual([307, body.jwks_url]);
  });

  it('Swagger UI signs in with the same client', async () => {
    const page = await fetch(`${url}/swagger-ui/oauth2-redirect.html`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script')]);
    const own = `${url}/swagger-ui/oauth2-redirect.html`;
    const swagger = await OpenIdClient.discover(url, undefined, own);
    // The browser would go on to the page; its code is what we want.
    const request = await swagger.request();
    const browser = new Browser();
    const form = await browser.open(request.url);
    const back = await browser.submit(form, { email: 'boss@example.com', password: PASSWORD });
    expect([back.status, back.url]).toEqual([200, expect.stringContaining(`${own}?code=`)]);
    const settings = await (await fetch(`${url}/swagger-ui/swagger-ui-init.js`)).text();
    expect(settings).toContain('"usePkceWithAuthorizationCodeGrant": true');
    expect(settings).toContain(`"oauth2RedirectUrl": "${own}"`);
  });
});

/** Sends a head as it is; answers everything that comes back. */
async function raw(head: string): Promise<string> {
  const net = await import('node:net');
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write(`${head}connection: close\r\n\r\n`),
    );
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

describe('limits', () => {
  it('too many wrong passwords are refused on the page, and it says for how long', async () => {
    const email = freshEmail();
    const browser = new Browser();
    const page = await browser.open((await openId.request()).url);
    let answer = page;
    for (let round = 0; round < 11; round++)
      answer = await browser.submit(page, { email, password: 'never the right one' });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).toContain('Too many calls');
  });
});
