import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiClient, PASSWORD } from '../setup/api-client.js';
import { Browser } from '../setup/form-browser.js';
import { type OpenIdClient, REDIRECT_URI, refusalOf } from '../setup/openid.js';
import { type RunningProvider, startProvider } from '../setup/own-provider.js';

let provider: RunningProvider;
let openId: OpenIdClient;
let api: ApiClient;
let url: string;

beforeAll(async () => {
  provider = await startProvider();
  ({ openId, api, url } = provider);
});
afterAll(() => provider.close());

const whoIs = async (token: string) => (await api.as(token).get('/api/v1/user')).status;
const locationOf = ({ headers }: { headers: Headers }) => new URL(headers.get('location')!);
const formPost = (path: string, fields: Record<string, string>) =>
  fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });

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
    expect(events.map(({ action }: { action: string }) => action)).toContain(
      'session.refresh-token-reused',
    );
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
    await provider.database.query(
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
    const [row] = await provider.database.query(
      `SELECT string_agg(record::text, ' ') AS all FROM openid_records record`,
    );
    const secrets = [refresh_token!.split('.')[1]!, refresh_token!.slice(3, 46)];
    for (const { name, value } of browser.cookies.values())
      if (!name.endsWith('.sig')) secrets.push(value);
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) expect(row!['all']).not.toContain(secret);
  });
});
