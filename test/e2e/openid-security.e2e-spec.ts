import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiClient, freshEmail, PASSWORD } from '../setup/api-client.js';
import { Browser } from '../setup/form-browser.js';
import { OpenIdClient, REDIRECT_URI } from '../setup/openid.js';
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
        browser.cookies.set(key, { ...cookie, value: `x${cookie.value}` });
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
