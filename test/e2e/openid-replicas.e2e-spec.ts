import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newTokenKeys } from '../../scripts/keys.mjs';
import { ApiClient } from '../setup/api-client.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { Browser } from '../setup/form-browser.js';
import { OpenIdClient, refusalOf } from '../setup/openid.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { startTcpProxy } from '../setup/tcp-proxy.js';
import { until } from '../setup/until.js';

const PUBLIC_URL = 'https://flow.example.com';
const SETTINGS = {
  PUBLIC_URL,
  NODE_ENV: 'production',
  JOBS_AUTH: 'required',
  OPENID_REDIRECT_URIS: 'http://localhost:3000/callback',
};

let surroundings: Surroundings;
let running: RunningProcess[];

beforeEach(async () => {
  surroundings = await createSurroundings();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((replica) => replica.stop('SIGKILL')));
  await surroundings.database.drop();
});

async function start(env: Record<string, string> = {}): Promise<RunningProcess> {
  const replica = await startProcess('api', { ...surroundings.env, ...SETTINGS, ...env });
  running.push(replica);
  return replica;
}

const through = (replica: RunningProcess) => (url: string) => url.replace(PUBLIC_URL, replica.url);
const statusOf = async (replica: RunningProcess, token: string) =>
  (await new ApiClient(replica.url).as(token).get('/api/v1/user')).status;

describe('several API processes', () => {
  it('are one provider: a sign-in begins at one and goes on at another', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const here = await OpenIdClient.discover(PUBLIC_URL, through(one));
    const there = await OpenIdClient.discover(PUBLIC_URL, through(other));
    const browser = new Browser(through(one));
    const { email } = await here.signUp(browser);

    const fresh = new Browser(through(one));
    const request = await here.request();
    const page = await fresh.open(request.url);
    fresh.goThrough(through(other));
    const password = 'a long sentence nobody says';
    const tokens = await there.exchange(await fresh.submit(page, { email, password }), request);
    expect(await statusOf(one, tokens.access_token)).toBe(200);
    const next = await here.refresh(tokens.refresh_token!);
    expect(await statusOf(other, next.access_token)).toBe(200);

    expect(await refusalOf(there.refresh(tokens.refresh_token!))).toBe('invalid_grant');
    await until(async () => (await statusOf(one, next.access_token)) === 401);
    await until(async () => (await statusOf(other, next.access_token)) === 401);
  });

  it('set cookies that only https carries and no other host of the domain can make', async () => {
    const replica = await start();
    const openId = await OpenIdClient.discover(PUBLIC_URL, through(replica));
    const browser = new Browser(through(replica));
    await openId.signUp(browser);
    const everywhere = [...browser.cookies.values()].filter(({ path }) => path === '/');
    expect(everywhere.map(({ name }) => name)).toEqual(['__Host-sign-in', '__Host-sign-in.sig']);
    const { url } = await openId.request({ prompt: 'login' });
    const answer = await fetch(through(replica)(url), { redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie())
      expect(cookie).toMatch(/; path=\/.*; samesite=lax; secure; httponly$/i);
  });

  it('sign nobody out when the keys change', async () => {
    const before = await start();
    const openId = await OpenIdClient.discover(PUBLIC_URL, through(before));
    const browser = new Browser(through(before));
    const tokens = await openId.signUp(browser);
    await before.stop();

    const keys = [newTokenKeys(), surroundings.env['TOKEN_KEYS']!];
    const parsed = keys.flatMap((text) => (JSON.parse(text) as { keys: object[] }).keys);
    const after = await start({ TOKEN_KEYS: JSON.stringify({ keys: parsed }) });
    const later = await OpenIdClient.discover(PUBLIC_URL, through(after));
    expect(await statusOf(after, tokens.access_token)).toBe(200);
    const next = await later.refresh(tokens.refresh_token!);
    expect(kidOf(next.access_token)).not.toBe(kidOf(tokens.access_token));
    expect(kidOf(next.id_token!)).toBe(kidOf(next.access_token));
    expect(await statusOf(after, next.access_token)).toBe(200);
    browser.goThrough(through(after));
    const request = await later.request({ prompt: 'none' });
    await later.exchange(await browser.open(request.url), request);
  });

  it('ask to come back while the database is away, and show no fault of theirs', async () => {
    const database = await startTcpProxy(surroundings.database.url);
    const replica = await start({ DATABASE_URL: database.url });
    const openId = await OpenIdClient.discover(PUBLIC_URL, through(replica));
    const browser = new Browser(through(replica));
    const tokens = await openId.signUp(browser);
    const request = await openId.request({ prompt: 'login' });
    const page = await browser.open(request.url);
    database.cut();
    const at = through(replica)(`${PUBLIC_URL}/api/v1/auth/token`);
    const form = { grant_type: 'refresh_token', client_id: 'flow-like' };
    const body = new URLSearchParams({ ...form, refresh_token: tokens.refresh_token! });
    const refused = await fetch(at, { method: 'POST', body });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await refused.json()).toMatchObject({ error: 'server_error' });
    for (const answer of [
      await browser.open(request.url),
      await browser.submit(page, { email: tokens.email, password: 'whatever it is' }),
    ]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.text).not.toMatch(/ECONN|at .*\.js/);
    }
    database.restore();
    await until(async () => (await fetch(`${replica.url}/health/ready`)).status === 200);
    expect(await openId.refresh(tokens.refresh_token!)).toBeDefined();
    await database.close();
  });

  it('bound how often an address may ask for tokens', async () => {
    const replica = await start();
    const ask = async () => {
      const body = new URLSearchParams();
      const answer = await fetch(`${replica.url}/api/v1/auth/token`, { method: 'POST', body });
      // What is not read holds its connection.
      return { status: answer.status, headers: answer.headers, body: await answer.text() };
    };
    for (let asked = 0; asked < 1200; asked += 50)
      await Promise.all(Array.from({ length: 50 }, ask));
    const answer = await ask();
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      429,
      expect.objectContaining({ error: 'temporarily_unavailable' }),
    ]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('ratelimit-policy')).toBe('"token";q=1200;w=60');
  });
});

function kidOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid as string;
}
