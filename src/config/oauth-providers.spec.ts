import { describe, expect, it } from '@jest/globals';
import { newSecretKey, newTokenKeys } from '../../scripts/keys.mjs';
import { readConfig } from './config.js';

const env = {
  DATABASE_URL: 'postgres://db/flow_like',
  REDIS_URL: 'redis://cache',
  TOKEN_KEYS: newTokenKeys(),
  SECRET_KEYS: newSecretKey(),
};
const read = (providers: unknown, redirectUris = '') => {
  const OAUTH_PROVIDERS = typeof providers === 'string' ? providers : JSON.stringify(providers);
  return readConfig({ ...env, OAUTH_PROVIDERS, OAUTH_REDIRECT_URIS: redirectUris }).oauth;
};
const client = { client_id: 'hidden-id', client_secret: 'hidden-secret' };

describe('OAUTH_PROVIDERS', () => {
  it('may be missing', () => {
    expect(readConfig(env).oauth).toEqual({ providers: [], redirectUris: [] });
  });

  it('needs little of an issuer and less of GitHub', () => {
    const google = { issuer: 'https://accounts.google.com', ...client };
    const { providers } = read({ google, github: { type: 'github', ...client } });
    const read_ = { clientId: 'hidden-id', clientSecret: 'hidden-secret' };
    expect(providers).toEqual([
      {
        type: 'openid',
        id: 'google',
        name: 'google',
        issuer: 'https://accounts.google.com',
        scopes: 'openid email profile',
        authentication: undefined,
        ...read_,
      },
      {
        type: 'github',
        id: 'github',
        name: 'github',
        baseUrl: 'https://github.com',
        apiUrl: 'https://api.github.com',
        ...read_,
      },
    ]);
  });

  it('finds the API of a GitHub Enterprise Server below its address', () => {
    const base_url = 'https://git.example.com/';
    expect(read({ work: { type: 'github', base_url, ...client } }).providers).toMatchObject([
      { baseUrl: 'https://git.example.com', apiUrl: 'https://git.example.com/api/v3' },
    ]);
  });

  it('takes issuers with a path, and without https on one’s own machine only', () => {
    const issuers = ['https://id.example.com/realms/work', 'http://localhost:8080/realms/x'];
    for (const issuer of issuers) expect(read({ a: { issuer, ...client } })).toBeDefined();
  });

  it('is told all its faults at once, by field and without values', () => {
    const fault = () =>
      read({
        google: { issuer: 'http://accounts.example.com', client_secret: '', scopes: 'email' },
        github: { type: 'github', ...client, issuer: 'https://hidden.example' },
        other: { type: 'hidden', ...client, token_endpoint_auth_method: 'none' },
        none: 'hidden',
      });
    expect(fault).toThrow(`Bad environment:
  OAUTH_PROVIDERS.google.client_id is required: the id that the provider gave this server
  OAUTH_PROVIDERS.google.client_secret must be the secret that the provider gave this server
  OAUTH_PROVIDERS.google.issuer must be an https URL, or http on this machine, without query
  OAUTH_PROVIDERS.google.scopes must be scopes separated by spaces, openid among them
  OAUTH_PROVIDERS.github may hold only type, name, client_id, client_secret, base_url, api_url
  OAUTH_PROVIDERS.other.type must be openid or github
  OAUTH_PROVIDERS.other.issuer is required: an https URL, or http on this machine, without query
  OAUTH_PROVIDERS.other.token_endpoint_auth_method must be client_secret_basic or client_secret_post
  OAUTH_PROVIDERS.none must be an object`);
    expect(fault).not.toThrow(/hidden|accounts\.example/);
  });

  it.each(['', 'Google', 'a b', 'x'.repeat(33), '../up', '__proto__', 'password'])(
    'has no provider of the id %j',
    (id) => {
      const text = `{${JSON.stringify(id)}: {"issuer": "https://a.example", "client_id": "x", "client_secret": "y"}}`;
      expect(() => read(text)).toThrow('OAUTH_PROVIDERS must have ids of 1 to 32 of a-z');
    },
  );

  it.each(['nonsense', '[]', 'null', '"x"', '1'])('is not %s', (text) => {
    expect(() => read(text)).toThrow('OAUTH_PROVIDERS must be a JSON object of providers');
  });
});

describe('OAUTH_REDIRECT_URIS', () => {
  it('are https, http on one’s own machine, or those of native apps, kept to the letter', () => {
    const uris = [
      'https://app.example.com/signed-in?tab=1',
      'http://localhost:5173/cb',
      'http://127.0.0.1:9000',
      'com.example.app:/cb',
      'myapp://cb',
    ];
    expect(read({}, uris.join(', ')).redirectUris).toEqual(uris);
  });

  it.each([
    'http://app.example.com/cb',
    'https://app.example.com/cb#x',
    'https://user@app.example.com/cb',
    'https://app.example.com/cb, javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/cb',
    'https://*.example.com/cb',
  ])('are not %s', (uris) => {
    expect(() => read({}, uris)).toThrow('OAUTH_REDIRECT_URIS must be URIs separated by commas');
  });
});
