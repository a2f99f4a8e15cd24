import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Adapter } from 'oidc-provider';
import { Provider } from 'oidc-provider/lib/provider.js';
import { freePort } from '../../scripts/local-servers/free-port.mjs';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { ApiClient, freshEmail, PASSWORD } from '../setup/api-client.js';
import { startProcess } from '../setup/processes.js';
import { until } from '../setup/until.js';

const AUDIENCE = 'urn:flow-like';

/** A real issuer of our own, which gives tokens to a program that says whom it wants to be. */
class Issuer {
  readonly url: string;
  private readonly server: http.Server;
  /** What it tells of people, by their ids there. */
  readonly people = new Map<string, object>();
  asked: string[] = [];

  private constructor(
    readonly port: number,
    readonly key: JWK,
  ) {
    this.url = `http://localhost:${port}/realms/all`;
    const provider = new Provider(this.url, {
      // It only tells of itself, and keeps nothing.
      adapter: () => ({}) as Adapter,
      jwks: { keys: [key] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
      features: { devInteractions: { enabled: false } },
    });
    const answer = provider.callback();
    this.server = http.createServer((request, response) => {
      this.asked.push(request.url!);
      if (request.url === '/realms/all/me') return this.tell(request, response);
      request.url = request.url!.replace('/realms/all', '');
      Object.assign(request, { originalUrl: `/realms/all${request.url}` });
      return void answer(request, response);
    });
  }

  static async start(): Promise<Issuer> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    const issuer = new Issuer(await freePort(), key);
    await issuer.open();
    return issuer;
  }

  open(): Promise<void> {
    return new Promise((resolve) => this.server.listen(this.port, 'localhost', resolve));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  async token(sub: string, claims: object = {}, head: object = {}): Promise<string> {
    return new SignJWT({ aud: AUDIENCE, iss: this.url, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt', ...head })
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(await importJWK(this.key, 'RS256'));
  }

  private tell(request: http.IncomingMessage, response: http.ServerResponse): void {
    const payload = request.headers.authorization!.split('.')[1]!;
    const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ sub, ...this.people.get(sub) }));
  }
}

let surroundings: Surroundings;
let issuer: Issuer;
let server: RunningApp;
let api: ApiClient;
let made = 0;
let sub: string;

beforeAll(async () => {
  surroundings = await createSurroundings();
  issuer = await Issuer.start();
  server = await startApp('api', settings());
  api = new ApiClient(server.url);
});
beforeEach(() => {
  sub = `somebody-${++made}`;
});
afterAll(async () => {
  await server.close();
  await issuer.close();
  await surroundings.database.drop();
});

function settings(): Record<string, string> {
  return {
    ...surroundings.env,
    OPENID_ISSUER: issuer.url,
    OPENID_AUDIENCE: AUDIENCE,
    FIRST_ADMIN_EMAIL: 'boss@example.com',
  };
}

const get = (token: string, path = '/api/v1/user') => api.as(token).get(path);
const setStatus = (id: string, status: string) =>
  surroundings.database.query(`UPDATE users SET status = '${status}' WHERE id = '${id}'`);

describe('with another issuer', () => {
  it('the first one to come with the configured address administers', async () => {
    const claims = { email: 'boss@example.com', email_verified: true };
    const { body } = await get(await issuer.token('boss', claims));
    expect(body).toMatchObject({ email: 'boss@example.com', email_verified: true, permission: 1 });
  });

  it('its access tokens are taken, and whoever comes first gets an account', async () => {
    const email = freshEmail();
    const claims = { name: 'Grace', email, email_verified: true, picture: 'https://x.example/g' };
    const { status, body } = await get(await issuer.token(sub, claims));
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ name: 'Grace', email, avatar_url: 'https://x.example/g' }),
    ]);
    const again = await get(await issuer.token(sub));
    expect(again.body.id).toBe(body.id);
  });

  it('many first calls at once make one account', async () => {
    const token = await issuer.token(sub, { name: 'Grace' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => get(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('is asked who somebody is when the token does not tell', async () => {
    const email = freshEmail();
    issuer.people.set(sub, { name: 'Told', email, email_verified: true });
    expect((await get(await issuer.token(sub))).body).toMatchObject({ name: 'Told', email });
  });

  it('an address it does not vouch for is not kept', async () => {
    for (const claim of [{}, { email_verified: false }, { email_verified: 'true' }]) {
      const token = await issuer.token(`${sub}${made++}`, { email: freshEmail(), ...claim });
      expect((await get(token)).body).toMatchObject({ email: null, email_verified: false });
    }
  });

  it('an account with the same address is taken over only when both sides know it is theirs', async () => {
    const claims = () => ({ email: freshEmail(), email_verified: true });
    const known = claims();
    const first = await get(await issuer.token(sub, known));
    const same = await get(await issuer.token(`${sub}-again`, { ...known }));
    expect(same.body.id).toBe(first.body.id);
    const doubtful = claims();
    const own = await get(await issuer.token(`${sub}-doubtful`, doubtful));
    await surroundings.database.query(
      `UPDATE users SET email_verified_at = NULL WHERE id = '${own.body.id}'`,
    );
    const other = await get(await issuer.token(`${sub}-other`, doubtful));
    expect(other.body).toMatchObject({ email: null });
    expect(other.body.id).not.toBe(own.body.id);
    const third = await get(
      await issuer.token(`${sub}-third`, { ...known, email_verified: false }),
    );
    expect(third.body.id).not.toBe(first.body.id);
  });

  it.each([
    ['for another audience', { aud: 'urn:other' }, {}],
    ['without an audience', { aud: undefined }, {}],
    ['of another issuer', { iss: 'http://localhost:1/realms/all' }, {}],
    ['of a key it does not have', {}, { kid: 'two' }],
  ])('a token %s is refused', async (_, claims, head) => {
    expect((await get(await issuer.token(sub, claims, head))).status).toBe(401);
  });

  it('a token that is expired, changed, or signed with something everybody knows is refused', async () => {
    const token = await issuer.token(sub);
    const [head, payload, signature] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = encode({ ...JSON.parse(Buffer.from(payload!, 'base64url').toString()), x: 1 });
    const symmetric = await new SignJWT({ aud: AUDIENCE, iss: issuer.url, sub })
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .setExpirationTime('5m')
      .sign(Buffer.from(JSON.stringify(issuer.key)));
    for (const bad of [
      `${head}.${forged}.${signature}`,
      `${encode({ alg: 'none' })}.${payload}.`,
      `${encode({ alg: 'none' })}.${payload}.${signature}`,
      symmetric,
      await issuer.token(sub, { exp: 1 }).then(() => expired()),
    ])
      expect((await get(bad)).status).toBe(401);
  });

  const expired = async () =>
    new SignJWT({ aud: AUDIENCE, iss: issuer.url, sub })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setExpirationTime(1)
      .sign(await importJWK(issuer.key, 'RS256'));

  it('somebody who is banned is refused within five seconds', async () => {
    const token = await issuer.token(sub);
    const { body } = await get(token);
    await setStatus(body.id, 'Banned');
    const refused = await until(
      async () => {
        const answer = await get(token);
        return answer.status === 403 ? answer : undefined;
      },
      { within: 6000 },
    );
    expect(refused.body.detail).toBe('This account is suspended');
    await setStatus(body.id, 'Active');
    await until(async () => (await get(token)).status === 200, { within: 6000 });
  });

  it('personal access tokens work, and registering and signing in here do not', async () => {
    const mine = api.as(await issuer.token(sub));
    const { body: made } = await mine.put('/api/v1/user/pat', { name: 'ci' });
    expect((await get(made.pat)).status).toBe(200);
    const account = { email: freshEmail(), password: PASSWORD };
    for (const path of ['register', 'login']) {
      const { status, body } = await api.post(`/api/v1/auth/${path}`, account);
      expect([status, body.detail]).toEqual([403, expect.stringContaining(issuer.url)]);
    }
  });

  it('the provider of this server is off, and clients are told of the other one', async () => {
    for (const path of ['/.well-known/openid-configuration', '/api/v1/auth/authorize'])
      expect((await api.get(path)).status).toBe(404);
    expect((await api.post('/api/v1/auth/token')).status).toBe(404);
    const token = await issuer.token(sub);
    expect((await get(token, '/api/v1/auth/userinfo')).status).toBe(404);
    const { body } = await api.get('/api/v1/auth/openid');
    expect(body).toMatchObject({
      authority: issuer.url,
      client_id: 'flow-like',
      discovery_url: `${issuer.url}/.well-known/openid-configuration`,
      jwks_url: `${issuer.url}/jwks`,
      user_info_url: `${issuer.url}/me`,
    });
    const moved = await api.get('/api/v1/auth/jwks');
    expect([moved.status, moved.headers.get('location')]).toEqual([307, `${issuer.url}/jwks`]);
  });

  it('its keys are asked for once, not for every token', async () => {
    issuer.asked = [];
    for (let round = 0; round < 5; round++) await get(await issuer.token(sub, { round }));
    expect(issuer.asked.filter((path) => !path.endsWith('/me'))).toEqual([]);
  });

  it('is waited for while it is away, and what it said before still counts', async () => {
    const late = await startProcess('api', settings());
    try {
      const there = new ApiClient(late.url);
      const token = await issuer.token(sub, { name: 'Grace' });
      await get(token);
      await issuer.close();
      const { status, headers } = await there.as(token).get('/api/v1/user');
      expect([status, headers.get('retry-after')]).toEqual([503, '2']);
      expect((await there.get('/api/v1/auth/openid')).status).toBe(503);
      expect((await there.as('no.such.token').get('/api/v1/user')).status).toBe(401);
      expect((await get(token)).status).toBe(200);
      await issuer.open();
      expect((await there.as(token).get('/api/v1/user')).status).toBe(200);
    } finally {
      await late.stop();
    }
  });
});
