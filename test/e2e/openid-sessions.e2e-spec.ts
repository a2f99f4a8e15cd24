import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { type ApiClient, PASSWORD } from '../setup/api-client.js';
import { Browser } from '../setup/form-browser.js';
import { type OpenIdClient, refusalOf } from '../setup/openid.js';
import { type RunningProvider, startProvider } from '../setup/own-provider.js';

let provider: RunningProvider;
let openId: OpenIdClient;
let api: ApiClient;
let boss: ApiClient;

beforeAll(async () => {
  provider = await startProvider();
  ({ openId, api, boss } = provider);
});
afterAll(() => provider.close());

const whoIs = async (token: string) => (await api.as(token).get('/api/v1/user')).status;
const locationOf = ({ headers }: { headers: Headers }) => new URL(headers.get('location')!);

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
    expect((await boss.patch(path, { status: 'Banned' })).status).toBe(200);
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
    const { refresh_token } = signedIn.tokens;
    const revoked = client.tokenRevocation(openId.settings, refresh_token!);
    await expect(revoked).resolves.toBeUndefined();
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
