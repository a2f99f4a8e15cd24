import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { freePort } from '../../scripts/local-servers/free-port.mjs';
import { ApiClient, freshEmail } from '../setup/api-client.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { CLIENT, OAuthClient, PUBLIC_URL } from '../setup/oauth-client.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { type StubIssuer, startStubIssuer } from '../setup/stub-issuer.js';
import { until } from '../setup/until.js';

// Against the built server, so that all it logs can be looked through.

const SECRETS = [CLIENT.client_secret, 'secret-access-token', 'the-code'];

let surroundings: Surroundings;
let stub: StubIssuer;
let absentPort: number;
let api: RunningProcess;
let client: ApiClient;
let browser: OAuthClient;
let people = 0;
const seen: string[] = [];

beforeAll(async () => {
  surroundings = await createSurroundings();
  stub = await startStubIssuer();
  absentPort = await freePort();
  api = await startProcess('api', {
    ...surroundings.env,
    LOG_LEVEL: 'trace',
    PUBLIC_URL,
    OAUTH_PROVIDERS: JSON.stringify({
      stub: { name: 'Stub', issuer: stub.issuer, ...CLIENT },
      absent: { name: 'Absent', issuer: `http://127.0.0.1:${absentPort}`, ...CLIENT },
      liar: { issuer: `${stub.issuer}/elsewhere`, ...CLIENT },
    }),
  });
  client = new ApiClient(api.url);
});

afterAll(async () => {
  await api.stop();
  await stub.close();
  await surroundings.database.drop();
});

beforeEach(() => {
  stub.claims = { sub: `person-${++people}`, email: freshEmail(), email_verified: true };
  stub.tamper = {};
  stub.instead.clear();
  stub.requests.length = 0;
  browser = new OAuthClient(client);
});

async function signIn(provider = 'stub') {
  const answer = await browser.signIn(provider);
  seen.push(JSON.stringify([...answer.headers]), JSON.stringify(answer.body));
  return answer;
}

describe('an honest issuer', () => {
  it('signs in, and its client proves itself in the header only', async () => {
    const { status, body } = await signIn();
    expect([status, body.user.email]).toEqual([200, stub.claims['email']]);
    const { authorization, body: sent } = stub.requests.find(({ path }) => path === '/token')!;
    const basic = Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64');
    expect(authorization).toBe(`Basic ${basic}`);
    expect(sent).not.toContain('client_secret');
    expect(sent).toMatch(/code_verifier=[\w-]{43}/);
  });

  it('may have a clock that is off by half a minute', async () => {
    stub.tamper.claims = (honest) => ({ ...honest, exp: Math.floor(Date.now() / 1000) - 20 });
    expect((await signIn()).status).toBe(200);
  });
});

describe('an ID token is refused', () => {
  const seconds = (later: number) => Math.floor(Date.now() / 1000) + later;
  const changed = (change: JWTPayload) => (honest: JWTPayload) => ({ ...honest, ...change });

  const without = (name: string) => (honest: JWTPayload) =>
    Object.fromEntries(Object.entries(honest).filter(([claim]) => claim !== name));

  it.each<[string, StubIssuer['tamper']]>([
    ['with another nonce', { claims: changed({ nonce: 'of another sign-in' }) }],
    ['without nonce', { claims: without('nonce') }],
    ['for another client', { claims: changed({ aud: 'another client' }) }],
    ['for several clients without saying which', { claims: changed({ aud: ['flow-like', 'x'] }) }],
    ['of another issuer', { claims: changed({ iss: 'https://evil.example' }) }],
    ['that has expired', { claims: () => ({ ...stub.claims, exp: seconds(-40) }) }],
    ['that expired a minute ago', { claims: (honest) => ({ ...honest, exp: seconds(-60) }) }],
    ['that counts only later', { claims: (honest) => ({ ...honest, nbf: seconds(60) }) }],
    ['without subject', { claims: without('sub') }],
    ['signed with another key', { withOtherKey: true }],
  ])('%s', async (_, tamper) => {
    stub.tamper = tamper;
    const { status, body } = await signIn();
    expect([status, body.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(body.detail).toMatch(/^The answer of Stub is not what it must be; start again$/);
  });

  it.each([
    ['no ID token', { access_token: 'secret-access-token', token_type: 'Bearer' }],
    [
      'an unsigned one',
      { access_token: 'secret-access-token', token_type: 'Bearer', id_token: unsigned() },
    ],
    ['what is no JSON', 'no JSON'],
    ['what is no object', []],
  ])('and so is %s', async (_, page) => {
    stub.instead.set('/token', (response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(page));
    });
    expect((await signIn()).status).toBe(401);
  });
});

describe('a provider in trouble', () => {
  it('is 503 with Retry-After while it is away, keeps nobody from starting, and recovers', async () => {
    const { status, headers, body } = await browser.begin('absent');
    expect([status, body.detail]).toEqual([503, 'Absent does not answer; try again shortly']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const back = await startStubIssuer(absentPort);
    try {
      await until(async () => (await browser.begin('absent')).status === 302);
    } finally {
      await back.close();
    }
  });

  it('is asked again only after a pause', async () => {
    stub.instead.set('/elsewhere/.well-known/openid-configuration', (response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ issuer: stub.issuer, authorization_endpoint: stub.issuer }));
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.begin('liar')));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(503));
    expect(stub.requests).toHaveLength(1);
  });

  it.each<[string, number, (response: ServerResponse) => void]>([
    ['an error of its own', 503, (response) => response.writeHead(502).end()],
    ['a broken connection', 503, (response) => response.destroy()],
    ['an endless answer', 503, (response) => response.end('x'.repeat(1_000_001))],
    ['that this client is unknown', 503, (response) => problemOf(response, 'invalid_client')],
    ['that the code is used', 401, (response) => problemOf(response, 'invalid_grant')],
    ['a redirect', 401, (response) => response.writeHead(302, { location: PUBLIC_URL }).end()],
  ])('at its token endpoint: %s', async (_, status, answer) => {
    stub.instead.set('/token', answer);
    const { status: answered, headers, body } = await signIn();
    expect([answered, headers.has('retry-after')]).toEqual([status, status === 503]);
    expect(body.detail).not.toContain('<');
  });

  it.each([
    ['server_error', 503],
    ['temporarily_unavailable', 503],
    ['invalid_scope', 401],
    ['<script>', 401],
  ])('that answers the browser with %s', async (error, status) => {
    const callback = new URL(await browser.callback('stub'));
    callback.searchParams.delete('code');
    callback.searchParams.set('error', error);
    callback.searchParams.set('error_description', 'words of a stranger');
    const answer = await browser.open(callback.href);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toMatch(/script|words of a stranger/);
  });
});

describe('secrets', () => {
  it('are in no line of the log and in no answer, and the log tells what was wrong', () => {
    const everything = [api.output(), ...seen].join('\n');
    for (const secret of SECRETS) expect(everything).not.toContain(secret);
    expect(api.output()).toMatch(/provider stub is not what it must be: .*nonce/);
    expect(api.output()).toContain('Provider absent is away: connect ECONNREFUSED');
    expect(api.output()).not.toContain('failed (request');
  });
});

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: 'x' })}.`;
}

function problemOf(response: ServerResponse, error: string): void {
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error, error_description: '<b>words of a stranger</b>' }));
}
