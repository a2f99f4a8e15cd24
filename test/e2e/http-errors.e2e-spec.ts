import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { startTcpProxy, type TcpProxy } from '../setup/tcp-proxy.js';

describe('errors over HTTP', () => {
  let surroundings: Surroundings;
  let postgres: TcpProxy;
  let running: RunningApp;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    postgres = await startTcpProxy(surroundings.env['DATABASE_URL']!);
    running = await startApp('api', {
      ...surroundings.env,
      DATABASE_URL: postgres.url,
      BODY_LIMIT_BYTES: '2000',
    });
  });
  afterAll(async () => {
    await running.close();
    await postgres.close();
    await surroundings.database.drop();
  });

  async function problemOf(path: string, init: RequestInit = {}) {
    const answer = await fetch(running.url + path, init);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const body = (await answer.json()) as Record<string, unknown>;
    expect(body['status']).toBe(answer.status);
    expect(body['request_id']).toBe(answer.headers.get('x-request-id'));
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.js:|SELECT|INSERT/);
    return { ...body, headers: answer.headers } as Record<string, unknown> & { headers: Headers };
  }
  const json = { 'content-type': 'application/json' };
  const post = (body: string, headers: Record<string, string> = json) =>
    problemOf('/jobs/submit', { method: 'POST', headers, body });

  it('unknown routes are 404 problems with everything the contract asks for', async () => {
    const { headers: _headers, request_id: _id, ...problem } = await problemOf('/nowhere?x=1');
    expect(problem).toEqual({
      type: '/errors/not-found',
      title: 'Not Found',
      status: 404,
      detail: 'There is no GET /nowhere?x=1 here',
      instance: '/nowhere',
      code: 'NOT_FOUND',
    });
  });

  it('every type leads to a page', async () => {
    const { type } = await problemOf('/nowhere');
    const page = await fetch(running.url + String(type));
    expect(page.status).toBe(200);
    expect((await problemOf('/errors/constructor')).status).toBe(404);
  });

  it.each(['/%zz', '/jobs/%E0%A4%A', '/health/%'])(
    'a URL that can not be read: %s',
    async (path) => {
      expect((await problemOf(path)).code).toBe('BAD_REQUEST');
    },
  );

  it('broken JSON', async () => {
    expect(await post('{"app_id":')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  it('an empty body counts as none', async () => {
    expect((await post(''))['errors']).toContainEqual({
      path: 'app_id',
      message: 'must be a string of 1 to 200 characters',
    });
  });

  it.each(['[]', '"text"', '5', 'null', 'true'])('a body that is no object: %s', async (body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('another content type', async () => {
    for (const type of ['application/xml', 'text/plain', 'application/x-www-form-urlencoded'])
      expect((await post('app_id=x', { 'content-type': type })).status).toBe(415);
  });

  it('a body that is too large', async () => {
    const body = JSON.stringify({ payload: 'x'.repeat(3000) });
    expect(await post(body)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each([
    '"__proto__":{"y":1}',
    '"\\u005f_proto__":{"y":1}',
    '"constructor":{"prototype":{"y":1}}',
  ])('members that change what an object is: %s', async (member) => {
    const body = `{"app_id":"a","board_id":"b","payload":{"x":[{${member}}]}}`;
    expect((await post(body))['detail']).toContain('forbidden prototype property');
  });

  it('a body without a bottom', async () => {
    const deep = '['.repeat(900) + ']'.repeat(900);
    const { detail } = await post(`{"app_id":"a","board_id":"b","payload":${deep}}`);
    expect(detail).toBe('The body is nested deeper than 200 levels');
  });

  async function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(running.url);
    const socket = net.connect(Number(port), hostname);
    socket.write(text);
    let answer = '';
    for await (const chunk of socket.setEncoding('utf8')) answer += chunk;
    return answer;
  }

  it('what is no HTTP at all', async () => {
    const answer = await raw('nonsense\r\n\r\n');
    expect(answer).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json/,
    );
  });

  it('names every field that is wrong, and what would be right', async () => {
    const { errors } = await post('{"app_id":5,"surprise":1,"version":"newest","mode":"later"}');
    expect(errors).toEqual(
      expect.arrayContaining([
        { path: 'surprise', message: 'is no field of this request' },
        { path: 'app_id', message: 'must be a string of 1 to 200 characters' },
        { path: 'board_id', message: 'must be a string of 1 to 200 characters' },
        { path: 'version', message: 'must be latest, draft or a version such as 1.2.3' },
        {
          path: 'mode',
          message:
            'must be one of the following values: async, sync, isolated, standard, pool, warm',
        },
      ]),
    );
    expect(errors).toHaveLength(5);
  });

  it('names that every object has, and more fields than any request has', async () => {
    expect(await post('{"app_id":"a","board_id":"b","toString":1}')).toMatchObject({
      errors: [{ path: 'toString', message: 'is no field of this request' }],
    });
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, 1]));
    expect((await post(JSON.stringify(many)))['detail']).toContain('200 fields');
  });

  it('ids that Postgres could not hold', async () => {
    expect((await post('{"app_id":"a\\u0000","board_id":"b"}')).status).toBe(400);
  });

  it.each(['', '\r\nHost: x\r\nExpect: foo'])(
    'a request without Host, and one with an expectation: %j',
    async (headers) => {
      const request = `GET /nowhere HTTP/1.1${headers}\r\nConnection: close\r\n\r\n`;
      expect(await raw(request)).toMatch(/^HTTP\/1\.1 404 [\s\S]*application\/problem\+json/);
    },
  );

  it("takes the caller's request id when it is harmless, and makes one when it is not", async () => {
    const given = await problemOf('/nowhere', { headers: { 'x-request-id': 'abc-1.2_3' } });
    expect(given['request_id']).toBe('abc-1.2_3');
    for (const id of ['a b', 'x'.repeat(129), '<script>']) {
      const replaced = await problemOf('/nowhere', { headers: { 'x-request-id': id } });
      expect(replaced['request_id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('an outage of the database is 503 with Retry-After, and over when it is over', async () => {
    const body = '{"app_id":"a","board_id":"b"}';
    postgres.cut();
    const outage = await post(body);
    expect(outage).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    expect(outage.headers.get('retry-after')).toBe('2');
    postgres.restore();
    expect((await post(body)).status).toBe(404);
  });

  it('is protected by the usual headers', async () => {
    const { headers } = await problemOf('/nowhere');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });
});
