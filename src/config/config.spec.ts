import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

import { newSecretKey, newTokenKeys } from '../../scripts/keys.mjs';

const urls = {
  DATABASE_URL: 'postgres://db/flow_like',
  REDIS_URL: 'redis://cache',
  TOKEN_KEYS: newTokenKeys(),
  SECRET_KEYS: newSecretKey(),
};

describe('readConfig', () => {
  it('needs no more than two URLs and keys', () => {
    expect(readConfig(urls)).toMatchObject({
      role: 'api',
      production: false,
      http: {
        host: '0.0.0.0',
        port: 8080,
        bodyLimitBytes: 1_048_576,
        publicUrl: 'http://localhost:8080',
        corsOrigins: '*',
        trustedProxies: [],
      },
      auth: { accessTokenSeconds: 900, registration: 'open' },
      database: { url: urls.DATABASE_URL, poolSize: 10 },
      redis: { url: urls.REDIS_URL, queuePrefix: 'flow-like' },
      jobs: { auth: 'required' },
      runs: { concurrency: 32, timeoutMs: 3_600_000, syncRuns: 16, syncWaitMs: 30_000 },
      outward: { allow: [], timeoutMs: 300_000, responseBytes: 8_388_608, connections: 64 },
      shutdown: { delayMs: 0, graceMs: 20_000 },
    });
  });

  it('turns numbers into numbers and takes an empty variable for unset', () => {
    const config = readConfig({ ...urls, PORT: '9000', RUN_CONCURRENCY: '', LOG_LEVEL: '' });
    expect(config.http.port).toBe(9000);
    expect(config.runs.concurrency).toBe(32);
    expect(config.logLevel).toBe('info');
  });

  it('names every bad variable with what would be right, and shows no value', () => {
    const read = () =>
      readConfig({ DATABASE_URL: 'mysql://u:hush@db', PORT: 'eighty', LOG_LEVEL: 'loud' });
    expect(read).toThrow(
      `Bad environment:
  PORT must be a whole number from 0 to 65535
  DATABASE_URL must be a URL starting with postgres:// or postgresql://
  REDIS_URL is required: a URL starting with redis:// or rediss://
  TOKEN_KEYS is required: a JSON Web Key Set of private P-256 keys, as \`npm run --silent token-keys\` prints, or such keys in PEM
  SECRET_KEYS is required: keys of 32 bytes in base64 separated by commas, as \`npm run --silent secret-key\` prints
  LOG_LEVEL must be fatal or error or warn or info or debug or trace`,
    );
    expect(read).not.toThrow(/hush|eighty|loud|mysql/);
  });

  it('takes names, addresses and networks for what requests may reach', () => {
    const OUTWARD_ALLOW = 'localhost, crm.internal.,_x.y-z.example,10.0.0.0/8,::1';
    const { allow } = readConfig({ ...urls, OUTWARD_ALLOW }).outward;
    expect(allow).toEqual(['localhost', 'crm.internal.', '_x.y-z.example', '10.0.0.0/8', '::1']);
  });

  it.each(['0.5', '-1', '65536', 'NaN', '8080 '.repeat(2)])('refuses the port "%s"', (PORT) => {
    expect(() => readConfig({ ...urls, PORT })).toThrow('PORT must be a whole number');
  });

  it('can migrate without Redis', () => {
    const { DATABASE_URL } = urls;
    expect(readConfig({ DATABASE_URL, ROLE: 'migrate' }).redis.url).toBe('');
    expect(readConfig({ DATABASE_URL, ROLE: 'api' }, 'migrate').role).toBe('migrate');
    expect(() => readConfig({ DATABASE_URL, REDIS_URL: 'x', ROLE: 'migrate' })).toThrow(
      'REDIS_URL',
    );
  });

  it('refuses jobs without credentials in production unless told twice', () => {
    const env = {
      ...urls,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://api.example.com',
      JOBS_AUTH: 'off',
    };
    expect(() => readConfig(env)).toThrow('JOBS_AUTH must be required');
    expect(readConfig({ ...env, JOBS_AUTH_ALLOW_ANONYMOUS: 'true' }).jobs.auth).toBe('off');
    expect(readConfig({ ...env, NODE_ENV: 'development' }).jobs.auth).toBe('off');
  });

  it('reads what people may see of each other', () => {
    const lookup = (LOOKUP_FIELDS: string) => [...readConfig({ ...urls, LOOKUP_FIELDS }).lookup];
    expect(lookup('')).not.toContain('email');
    expect(lookup('')).toContain('name');
    expect(lookup('email, name')).toEqual(['email', 'name']);
    expect(lookup('none')).toEqual([]);
    expect(() => lookup('name,password_hash')).toThrow('LOOKUP_FIELDS must be some of email, name');
    expect(() => lookup('none,name')).toThrow('LOOKUP_FIELDS');
  });

  it('knows where OpenID clients may be sent', () => {
    const own = 'http://localhost:8080/swagger-ui/oauth2-redirect.html';
    expect(readConfig(urls).openid).toEqual({
      clientId: 'flow-like',
      redirectUris: ['http://localhost:3000/callback', own],
      postLogoutRedirectUris: ['http://localhost:3000/'],
      outside: undefined,
    });
    const OPENID_REDIRECT_URIS = 'https://app.example.com/cb, com.example.app:/cb';
    const { redirectUris } = readConfig({ ...urls, OPENID_REDIRECT_URIS }).openid;
    expect(redirectUris).toEqual(['https://app.example.com/cb', 'com.example.app:/cb', own]);
    const production = { ...urls, NODE_ENV: 'production', PUBLIC_URL: 'https://api.example.com' };
    expect(readConfig(production).openid.redirectUris).toEqual([
      'https://api.example.com/swagger-ui/oauth2-redirect.html',
    ]);
  });

  it.each(['http://app.example.com/cb', '/cb', 'javascript:alert(1)', 'https://a.example/#x'])(
    'sends no client to %s',
    (uri) => {
      const read = () => readConfig({ ...urls, OPENID_REDIRECT_URIS: `https://a.example,${uri}` });
      expect(read).toThrow('OPENID_REDIRECT_URIS must be addresses');
    },
  );

  it('takes an outside issuer together with an audience, and never itself', () => {
    const OPENID_ISSUER = 'https://id.example.com/realms/flow';
    expect(() => readConfig({ ...urls, OPENID_ISSUER })).toThrow('OPENID_AUDIENCE is required');
    expect(() => readConfig({ ...urls, OPENID_AUDIENCE: 'x' })).toThrow('OPENID_AUDIENCE has');
    const outside = { OPENID_ISSUER, OPENID_AUDIENCE: 'api' };
    expect(readConfig({ ...urls, ...outside }).openid.outside).toEqual({
      issuer: OPENID_ISSUER,
      audience: 'api',
    });
    for (const issuer of ['http://id.example.com', 'https://id.example.com/?x', 'id.example.com'])
      expect(() => readConfig({ ...urls, ...outside, OPENID_ISSUER: issuer })).toThrow(
        'OPENID_ISSUER must be',
      );
    const PUBLIC_URL = 'https://api.example.com';
    expect(() =>
      readConfig({ ...urls, ...outside, PUBLIC_URL, OPENID_ISSUER: `${PUBLIC_URL}/` }),
    ).toThrow('OPENID_ISSUER must be another server');
  });

  it('refuses an unknown role', () => {
    expect(() => readConfig(urls, 'boss')).toThrow('ROLE must be api or worker or migrate');
  });

  it('wants to be told in production where it is reached, and safely', () => {
    const env = { ...urls, NODE_ENV: 'production' };
    expect(() => readConfig(env)).toThrow('PUBLIC_URL is required');
    for (const PUBLIC_URL of [
      'http://api.example.com',
      'https://api.example.com/',
      'api',
      'ftp://x',
    ])
      expect(() => readConfig({ ...env, PUBLIC_URL })).toThrow('PUBLIC_URL must be https://');
    const local = { ...env, PUBLIC_URL: 'http://localhost:8083' };
    expect(readConfig(local).http).toMatchObject({
      publicUrl: 'http://localhost:8083',
      corsOrigins: [],
    });
  });

  it('refuses keys that could not sign, and never shows one', () => {
    const [key] = JSON.parse(newTokenKeys()).keys;
    const [other] = JSON.parse(newTokenKeys()).keys;
    const bad = [
      'none',
      '{"keys":[]}',
      '{}',
      JSON.stringify({ keys: [{ ...key, d: undefined }] }),
      JSON.stringify({ keys: [{ ...key, crv: 'P-384' }] }),
      JSON.stringify({ keys: [{ ...key, x: other.x, y: other.y }] }),
      JSON.stringify({ keys: [key, key] }),
    ];
    for (const TOKEN_KEYS of bad) {
      expect(() => readConfig({ ...urls, TOKEN_KEYS })).toThrow('TOKEN_KEYS must be');
      expect(() => readConfig({ ...urls, TOKEN_KEYS })).not.toThrow(key.d);
    }
    expect(() => readConfig({ ...urls, TOKEN_KEYS: '' })).toThrow('TOKEN_KEYS is required');
    expect(readConfig({ ...urls, TOKEN_KEYS: '' }, 'worker').auth.tokenKeys).toEqual([]);
  });

  it('signs with the first of several keys and knows each by a name of its own', () => {
    const keys = [...JSON.parse(newTokenKeys()).keys, ...JSON.parse(newTokenKeys()).keys];
    const { tokenKeys } = readConfig({ ...urls, TOKEN_KEYS: JSON.stringify({ keys }) }).auth;
    expect(tokenKeys.map(({ privateJwk }) => privateJwk.d)).toEqual(keys.map(({ d }) => d));
    expect(new Set(tokenKeys.map(({ kid }) => kid)).size).toBe(2);
    expect(tokenKeys[0]!.publicJwk).not.toHaveProperty('d');
  });

  it.each([
    ['CORS_ORIGINS', 'https://a.example.com/path'],
    ['CORS_ORIGINS', 'a.example.com'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'proxy'],
    ['OUTWARD_ALLOW', '10.0.0.0/33'],
    ['OUTWARD_ALLOW', '10.0.0'],
    ['OUTWARD_ALLOW', '0x7f000001'],
    ['OUTWARD_ALLOW', '*'],
    ['OUTWARD_ALLOW', 'http://crm.internal'],
    ['OUTWARD_ALLOW', 'crm.internal:8080'],
    ['FIRST_ADMIN_EMAIL', 'nobody'],
    ['REGISTRATION', 'maybe'],
    ['ACCESS_TOKEN_SECONDS', '10'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => readConfig({ ...urls, [name]: value })).toThrow(`${name} must be`);
  });
});
