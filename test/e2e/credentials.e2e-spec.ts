import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { newTokenKeys } from '../../scripts/keys.mjs';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { type AnyJson, ApiClient, PASSWORD, type Tokens } from '../setup/api-client.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { startTcpProxy } from '../setup/tcp-proxy.js';
import { until } from '../setup/until.js';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;
let tokens: Tokens;
let database: pg.Client;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', surroundings.env);
  client = new ApiClient(api.url);
  tokens = await client.register();
  database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await api.close();
  await surroundings.database.drop();
});

const statusWith = async (headers: Record<string, string>) =>
  (await client.with(headers).get('/api/v1/user')).status;
const statusOf = (token: string) => statusWith({ authorization: `Bearer ${token}` });

describe('an access token', () => {
  const signingKey = () => {
    const [jwk] = JSON.parse(surroundings.env['TOKEN_KEYS']!).keys;
    return createPrivateKey({ key: jwk, format: 'jwk' });
  };
  /** As this server would have signed it, but for one thing. */
  const signed = (
    change: JWTPayload,
    header: Record<string, unknown> = {},
    key = signingKey(),
  ): Promise<string> => {
    const { kid, typ } = decodeProtectedHeader(tokens.access_token);
    return new SignJWT({ ...decodeJwt(tokens.access_token), ...change })
      .setProtectedHeader({ alg: 'ES256', kid: kid!, typ: typ!, ...header })
      .sign(key);
  };
  const soon = Math.floor(Date.now() / 1000);

  it('says who, for whom, how long and in which session, and nothing else', () => {
    expect(decodeProtectedHeader(tokens.access_token)).toEqual({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(decodeJwt(tokens.access_token)).toEqual({
      iss: 'http://localhost:8083',
      aud: 'http://localhost:8083/api/v1',
      sub: tokens.user.id,
      sid: expect.any(String),
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
      auth_time: expect.any(Number),
    });
  });

  it('is taken with the scheme in any case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect(await statusWith({ authorization: `${scheme} ${tokens.access_token}` })).toBe(200);
    expect(await signed({}).then(statusOf)).toBe(200);
  });

  it.each<[string, JWTPayload]>([
    ['another issuer', { iss: 'http://localhost:1' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'http://localhost:8083' }],
    ['no audience', { aud: undefined }],
    ['an end in the past', { exp: soon - 60 }],
    ['no end', { exp: undefined }],
    ['a beginning in the future', { nbf: soon + 600 }],
    ['no session', { sid: undefined }],
    ['no user', { sub: undefined }],
    ['no sign-in', { auth_time: undefined }],
  ])('with %s is refused though the key is ours', async (_, change) => {
    expect(await statusOf(await signed(change))).toBe(401);
  });

  it.each([
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['an unknown key', { kid: 'other' }],
    ['no key', { kid: undefined }],
    ['a demand we do not know', { crit: ['x'], x: 1 }],
  ])('with %s in its head is refused', async (_, header) => {
    const token = signed({}, header).catch(() => undefined);
    const { kid, typ } = decodeProtectedHeader(tokens.access_token);
    const byHand = [
      Buffer.from(JSON.stringify({ alg: 'ES256', kid, typ, ...header })).toString('base64url'),
      ...tokens.access_token.split('.').slice(1),
    ].join('.');
    expect(await statusOf((await token) ?? byHand)).toBe(401);
    expect(await statusOf(byHand)).toBe(401);
  });

  it('signed with another key, with none, or with our public key as a secret is refused', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await statusOf(await signed({}, {}, privateKey))).toBe(401);
    expect(await statusOf(new UnsecuredJWT(decodeJwt(tokens.access_token)).encode())).toBe(401);
    const { body: jwks } = await client.get('/.well-known/jwks.json');
    const secret = new TextEncoder().encode(JSON.stringify(jwks.keys[0]));
    const { kid, typ } = decodeProtectedHeader(tokens.access_token);
    const confused = new SignJWT(decodeJwt(tokens.access_token)).setProtectedHeader({
      alg: 'HS256',
      kid: kid!,
      typ: typ!,
    });
    expect(await statusOf(await confused.sign(secret))).toBe(401);
  });

  it('changed in any single character is refused', async () => {
    const { access_token: token } = tokens;
    for (let place = 0; place < token.length; place += 7) {
      const other = token[place] === 'A' ? 'Q' : 'A';
      const changed = token.slice(0, place) + other + token.slice(place + 1);
      expect([place, await statusOf(changed)]).toEqual([place, 401]);
    }
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a b',
    'Token x',
    `Bearer ${'x'.repeat(5000)}`,
  ])('is no header %j', async (authorization) => {
    expect(await statusWith({ authorization })).toBe(401);
  });

  it('costs no query', async () => {
    const pool = (api.app.get(DataSource).driver as unknown as { master: pg.Pool }).master;
    let used = 0;
    const count = () => used++;
    pool.on('acquire', count);
    // The guard lets it pass; then the cursor is refused before anything is read.
    const mine = client.as(tokens.access_token);
    for (let call = 0; call < 50; call++)
      expect((await mine.get('/api/v1/user/audit?cursor=x')).status).toBe(400);
    pool.off('acquire', count);
    expect(used).toBeLessThan(5); // revocations are read every two seconds, whatever is called
  });
});

describe('a personal access token', () => {
  const create = async (body: object) =>
    client.as(tokens.access_token).put('/api/v1/user/pat', { name: 'ci', ...body });

  it('is shown once, works with and without the scheme, and leaves a trace', async () => {
    const { status, body } = await create({ scopes: ['ReadBoards', 'ExecuteEvents'] });
    expect([status, body]).toEqual([
      200,
      {
        pat: expect.stringMatching(/^pat_[a-z0-9]{24}\.[\w-]{43}$/),
        id: expect.any(String),
        permission: 8448,
        scopes: ['ReadBoards', 'ExecuteEvents'],
      },
    ]);
    expect(await statusWith({ authorization: body.pat })).toBe(200);
    expect(await statusOf(body.pat)).toBe(200);
    const { body: list } = await client.as(tokens.access_token).get('/api/v1/user/pat');
    const listed = list.find(({ id }: AnyJson) => id === body.id);
    expect(listed).toMatchObject({
      name: 'ci',
      permissions: 8448,
      valid_until: null,
      last_used_at: expect.any(String),
    });
    expect(JSON.stringify(list)).not.toContain(body.pat.split('.')[1]);
    const { rows } = await database.query('SELECT * FROM personal_access_tokens');
    expect(JSON.stringify(rows)).not.toContain(body.pat.split('.')[1]);
  });

  it('is not used by somebody who only knows its id', async () => {
    const { body } = await create({});
    expect(await statusOf(`pat_${body.id}.${'x'.repeat(43)}`)).toBe(401);
    const { body: list } = await client.as(tokens.access_token).get('/api/v1/user/pat');
    expect(list.find(({ id }: AnyJson) => id === body.id).last_used_at).toBeNull();
  });

  it('stops working at once when it is removed, though it was just used', async () => {
    const { body } = await create({});
    expect(await statusOf(body.pat)).toBe(200);
    const stranger = client.as((await client.register()).access_token);
    expect((await stranger.delete(`/api/v1/user/pat/${body.id}`)).status).toBe(404);
    expect(await statusOf(body.pat)).toBe(200);
    await client.as(tokens.access_token).delete(`/api/v1/user/pat/${body.id}`);
    expect(await statusOf(body.pat)).toBe(401);
  });

  it('stops working when its time is over, also in a process that knows it', async () => {
    const { body } = await create({ valid_until: Math.floor(Date.now() / 1000) + 3600 });
    await database.query(
      `UPDATE personal_access_tokens SET expires_at = now() + interval '150 milliseconds' WHERE id = $1`,
      [body.id],
    );
    expect(await statusOf(body.pat)).toBe(200);
    await until(async () => (await statusOf(body.pat)) === 401);
  });

  it('may not touch the account it belongs to', async () => {
    const { body } = await create({});
    const program = client.as(body.pat);
    expect((await program.put('/api/v1/user/pat', { name: 'more' })).status).toBe(403);
    expect((await program.get('/api/v1/user/pat')).status).toBe(403);
    expect((await program.put('/api/v1/user', { name: 'x' })).status).toBe(403);
    expect((await program.delete('/api/v1/user', { password: PASSWORD })).status).toBe(403);
    expect((await program.get('/api/v1/user/sessions')).status).toBe(403);
    expect((await program.get('/api/v1/user/audit')).status).toBe(403);
    expect((await program.post('/api/v1/auth/logout')).status).toBe(401);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x', permissions: 0 }, 'permissions'],
    [{ name: 'x', permissions: 2 ** 26 }, 'permissions'],
    [{ name: 'x', permissions: 1.5 }, 'permissions'],
    [{ name: 'x', scopes: ['Everything'] }, 'scopes'],
    [{ name: 'x', scopes: ['ReadBoards'], permissions: 1 }, 'scopes'],
    [{ name: 'x', valid_until: 1 }, 'valid_until'],
  ])('is not made from %j', async (body, path) => {
    const answer = await client.as(tokens.access_token).put('/api/v1/user/pat', body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
  });

  it('with another secret or another id is refused', async () => {
    const { body } = await create({});
    const [head, secret] = body.pat.split('.');
    expect(await statusOf(`${head}.${'a'.repeat(43)}`)).toBe(401);
    expect(await statusOf(`pat_${'a'.repeat(24)}.${secret}`)).toBe(401);
    expect(await statusOf(`${head}.${secret}x`)).toBe(401);
  });
});

describe('other credentials', () => {
  it('are refused in words that help', async () => {
    const unknown = await client.with({ 'x-api-key': 'flk_app.id.secret' }).get('/api/v1/user');
    expect([unknown.status, unknown.body.detail]).toEqual([401, 'The API key is not known']);
    const none = await client.get('/api/v1/user');
    expect(none.body.detail).toContain('access token');
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('do not matter where nobody asks for them', async () => {
    const answer = await client.with({ authorization: 'Bearer nonsense' }).get('/api/v1/version');
    expect(answer.status).toBe(200);
  });
});

describe('two replicas and a change of keys', () => {
  const start = (env: Record<string, string>) =>
    startProcess('api', { ...surroundings.env, ...env });
  const at = ({ url }: RunningProcess) => new ApiClient(url);
  const opens = async (replica: RunningProcess, token: string) =>
    (await at(replica).as(token).get('/api/v1/user')).status;

  it('agree on who is signed in, also when Redis brings no word of it', async () => {
    const redis = await startTcpProxy(surroundings.env['REDIS_URL']!);
    const [one, two] = await Promise.all([start({}), start({ REDIS_URL: redis.url })]);
    try {
      const { user, access_token } = await at(one).register();
      const { access_token: other } = await at(two).login(user.email);
      expect(await opens(two, access_token)).toBe(200);
      await at(one).as(access_token).post('/api/v1/auth/logout');
      expect(await opens(one, access_token)).toBe(401);
      await until(async () => (await opens(two, access_token)) === 401);
      redis.cut();
      await at(one).as(other).post('/api/v1/auth/logout');
      await until(async () => (await opens(two, other)) === 401);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
      await redis.close();
    }
  });

  it('keep everybody signed in when a new key is put in front', async () => {
    const before = surroundings.env['TOKEN_KEYS']!;
    const [fresh] = JSON.parse(newTokenKeys()).keys;
    const both = JSON.stringify({ keys: [fresh, ...JSON.parse(before).keys] });
    const old = await start({});
    const kept = await at(old).register();
    await old.stop();
    const renewed = await start({ TOKEN_KEYS: both });
    try {
      expect(await opens(renewed, kept.access_token)).toBe(200);
      const { body } = await at(renewed).post('/api/v1/auth/refresh', {
        refresh_token: kept.refresh_token,
      });
      expect(await opens(renewed, body.access_token)).toBe(200);
      expect(decodeProtectedHeader(body.access_token).kid).not.toBe(
        decodeProtectedHeader(kept.access_token).kid,
      );
      const { body: jwks } = await at(renewed).get('/.well-known/jwks.json');
      expect(jwks.keys).toHaveLength(2);
      expect(JSON.stringify(jwks)).not.toContain('"d"');
      expect(await statusOf(body.access_token)).toBe(401); // the other process does not know the key
    } finally {
      await renewed.stop();
    }
  });
});
