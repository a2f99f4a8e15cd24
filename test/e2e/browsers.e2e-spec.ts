import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';

let surroundings: Surroundings;
const running: RunningApp[] = [];

beforeAll(async () => {
  surroundings = await createSurroundings();
});
afterAll(async () => {
  await Promise.all(running.map((app) => app.close()));
  await surroundings.database.drop();
});

async function start(env: Record<string, string>): Promise<string> {
  const app = await startApp('api', { ...surroundings.env, ...env });
  running.push(app);
  return app.url;
}

const preflight = (url: string, origin: string) =>
  fetch(`${url}/api/v1/user`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

describe('pages of other origins', () => {
  it('may call an installation that is only tried out', async () => {
    const url = await start({});
    const answer = await preflight(url, 'https://anywhere.example');
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      expect(answer.headers.get('access-control-allow-methods')).toContain(method);
    const refused = await fetch(`${url}/api/v1/user`, { headers: { origin: 'https://x.example' } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toContain('x-request-id');
    // Nothing is sent along by browsers on their own that could be misused.
    expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('who ask for nothing in particular are told so without an error', async () => {
    const url = await start({});
    const origins: Record<string, string>[] = [{}, { origin: 'https://anywhere.example' }];
    for (const headers of origins) {
      const answer = await fetch(`${url}/api/v1/user`, { method: 'OPTIONS', headers });
      expect([answer.status, await answer.text()]).toEqual([204, '']);
    }
  });

  it('may call only from the origins that are configured', async () => {
    const url = await start({ CORS_ORIGINS: 'https://app.example.com, https://other.example.com' });
    const allowed = async (origin: string) =>
      (await preflight(url, origin)).headers.get('access-control-allow-origin');
    expect(await allowed('https://app.example.com')).toBe('https://app.example.com');
    expect(await allowed('https://other.example.com')).toBe('https://other.example.com');
    for (const origin of ['https://app.example.com.evil.example', 'http://app.example.com', 'null'])
      expect([origin, await allowed(origin)]).toEqual([origin, null]);
  });

  it('may not call in production as long as nothing is configured', async () => {
    const url = await start({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://api.example.com',
      JOBS_AUTH: 'required',
    });
    const answer = await preflight(url, 'https://anywhere.example');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('every answer', () => {
  it.each(['/api/v1/version', '/api/v1/user', '/nowhere', '/errors/not-found'])(
    'of %s tells browsers to be careful with it',
    async (path) => {
      const { headers } = await fetch(`${running[0]!.url}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});
