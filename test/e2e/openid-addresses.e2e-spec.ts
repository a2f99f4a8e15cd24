import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import net from 'node:net';
import { type ApiClient, PASSWORD } from '../setup/api-client.js';
import { Browser } from '../setup/form-browser.js';
import { OpenIdClient, REDIRECT_URI, SCOPE } from '../setup/openid.js';
import { BOSS, type RunningProvider, startProvider } from '../setup/own-provider.js';

let provider: RunningProvider;
let openId: OpenIdClient;
let api: ApiClient;
let url: string;

beforeAll(async () => {
  provider = await startProvider();
  ({ openId, api, url } = provider);
});
afterAll(() => provider.close());

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
    const back = await browser.submit(form, { email: BOSS, password: PASSWORD });
    expect([back.status, back.url]).toEqual([200, expect.stringContaining(`${own}?code=`)]);
    const settings = await (await fetch(`${url}/swagger-ui/swagger-ui-init.js`)).text();
    expect(settings).toContain('"usePkceWithAuthorizationCodeGrant": true');
    expect(settings).toContain(`"oauth2RedirectUrl": "${own}"`);
  });
});

/** Sends a head as it is; answers everything that comes back. */
async function raw(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write(`${head}connection: close\r\n\r\n`),
    );
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject).on('close', () => resolve(text));
  });
}
