import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { type Answer, ApiClient, freshEmail, PASSWORD } from '../setup/api-client.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { startTcpProxy } from '../setup/tcp-proxy.js';

let surroundings: Surroundings;
let replicas: RunningProcess[];

beforeAll(async () => {
  surroundings = await createSurroundings();
  const start = () => startProcess('api', { ...surroundings.env, TRUSTED_PROXIES: '127.0.0.1' });
  replicas = await Promise.all([start(), start()]);
});

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await surroundings.database.drop();
});

let next = 0;
const freshAddress = () => `203.0.${Math.floor(++next / 250)}.${(next % 250) + 1}`;
/** One replica after the other, so that only what they share can count. */
let turn = 0;
const from = (address: string) =>
  new ApiClient(replicas[turn++ % replicas.length]!.url).with({ 'x-forwarded-for': address });
const login = (address: string, email: string, password = 'guess guess guess'): Promise<Answer> =>
  from(address).post('/api/v1/auth/login', { email, password });
const statusesOf = (answers: Answer[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

describe('guessing passwords', () => {
  it('stops after ten wrong ones from an address, over all replicas and however many come at once', async () => {
    const { user } = await from(freshAddress()).register();
    const attacker = freshAddress();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => login(attacker, user.email)),
    );
    expect(statusesOf(answers)).toEqual({ 401: 10, 429: 50 });
    const { headers, body } = await login(attacker, user.email, PASSWORD);
    expect(body.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(800);
    expect(headers.get('ratelimit-policy')).toBe('"sign-in";q=10;w=900');
    expect(headers.get('ratelimit')).toMatch(/^"sign-in";r=0;t=\d+$/);
  });

  it('goes the same way for an account that does not exist', async () => {
    const [attacker, email] = [freshAddress(), freshEmail()];
    const answers = [];
    for (let attempt = 0; attempt < 12; attempt++) answers.push(await login(attacker, email));
    expect(statusesOf(answers)).toEqual({ 401: 10, 429: 2 });
  });

  it('gains nothing from letters that Postgres takes for others', async () => {
    const email = `i.${freshEmail()}`;
    await from(freshAddress()).register(email);
    const disguised = await login(freshAddress(), email.replace('i', '\u0130'), PASSWORD);
    expect(disguised.status).toBe(401);
    const body = { email: 'k\u0130m@example.com', password: PASSWORD };
    const refused = await from(freshAddress()).post('/api/v1/auth/register', body);
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'email']);
  });

  it('counts the right password for nothing', async () => {
    const address = freshAddress();
    const { user } = await from(address).register();
    for (let round = 0; round < 3; round++) {
      for (let attempt = 0; attempt < 8; attempt++) await login(address, user.email);
      expect((await login(address, user.email, PASSWORD)).status).toBe(200);
    }
  });

  it('stops an address that goes from account to account', async () => {
    const attacker = freshAddress();
    const answers = await Promise.all(
      Array.from({ length: 330 }, () => login(attacker, freshEmail())),
    );
    const counts = statusesOf(answers);
    expect(counts[429]).toBeGreaterThanOrEqual(30);
    expect(counts[401]! + (counts[503] ?? 0)).toBeLessThanOrEqual(300);
  });

  it('never locks the owner out, wherever they are', async () => {
    const home = freshAddress();
    const { user } = await from(home).register();
    expect((await login(home, user.email, PASSWORD)).status).toBe(200);
    for (let attempt = 0; attempt < 110; attempt++) await login(freshAddress(), user.email);
    // From where they signed in before nothing has changed; from elsewhere there is still an attempt.
    expect((await login(home, user.email, PASSWORD)).status).toBe(200);
    expect((await login(freshAddress(), user.email, PASSWORD)).status).toBe(200);
    const attacker = freshAddress();
    const answers = [await login(attacker, user.email), await login(attacker, user.email)];
    expect(statusesOf(answers)).toEqual({ 401: 1, 429: 1 });
  });

  it('is no easier by way of changing the password', async () => {
    const address = freshAddress();
    const { access_token } = await from(address).register();
    const statuses = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const password = { current: `guess number ${attempt}`, new: 'another sentence of mine' };
      statuses.push(
        (await from(address).as(access_token).put('/api/v1/user', { password })).status,
      );
    }
    expect(statuses).toEqual([...Array(10).fill(400), 429, 429]);
  });
});

describe('without Redis', () => {
  it('people still sign in, and a process counts by itself', async () => {
    const redis = await startTcpProxy(surroundings.env['REDIS_URL']!);
    const alone = await startProcess('api', { ...surroundings.env, REDIS_URL: redis.url });
    try {
      const client = new ApiClient(alone.url);
      const { user } = await client.register();
      redis.cut();
      expect((await client.login(user.email)).user.id).toBe(user.id);
      const guess = () =>
        client.post('/api/v1/auth/login', { email: user.email, password: 'guess guess guess' });
      const answers = [];
      for (let attempt = 0; attempt < 12; attempt++) answers.push(await guess());
      expect(statusesOf(answers)).toEqual({ 401: 10, 429: 2 });
    } finally {
      await alone.stop();
      await redis.close();
    }
  });
});

describe('addresses', () => {
  it('of one IPv6 network count as one', async () => {
    const email = freshEmail();
    const answers = [];
    for (let host = 1; host <= 12; host++)
      answers.push(await login(`2001:db8:7:8::${host}`, email));
    expect(statusesOf(answers)).toEqual({ 401: 10, 429: 2 });
  });

  it('are taken from X-Forwarded-For only behind a trusted proxy', async () => {
    const own = await createSurroundings();
    const open = await startProcess('api', own.env);
    try {
      const client = new ApiClient(open.url).with({ 'x-forwarded-for': '198.51.100.1' });
      const { access_token } = await client.register();
      const { body } = await client.as(access_token).get('/api/v1/user/sessions');
      expect(body[0].address).toBe('127.0.0.1');
    } finally {
      await open.stop();
      await own.database.drop();
    }
    const address = freshAddress();
    const { access_token } = await from(address).register();
    const { body } = await from(address).as(access_token).get('/api/v1/user/sessions');
    expect(body[0].address).toBe(address);
  });
});
