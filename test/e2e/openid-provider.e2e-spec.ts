import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { type ApiClient, PASSWORD } from '../setup/api-client.js';
import { Browser } from '../setup/form-browser.js';
import { type OpenIdClient, REDIRECT_URI, SCOPE } from '../setup/openid.js';
import { type RunningProvider, startProvider } from '../setup/own-provider.js';

let provider: RunningProvider;
let openId: OpenIdClient;
let api: ApiClient;
let url: string;
let boss: ApiClient;

beforeAll(async () => {
  provider = await startProvider();
  ({ openId, api, url, boss } = provider);
});
afterAll(() => provider.close());

const whoIs = async (token: string) => (await api.as(token).get('/api/v1/user')).status;
const locationOf = ({ headers }: { headers: Headers }) => new URL(headers.get('location')!);

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
