import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { RateLimits } from '../../src/throttle/rate-limits.service.js';
import { says } from '../setup/boards.js';
import { bytes } from '../setup/events.js';
import { SentEvents } from '../setup/sent-events.js';
import { Triggers } from '../setup/triggers.js';

let triggers: Triggers;

beforeAll(async () => {
  triggers = await Triggers.start();
});
afterAll(() => triggers.stop());
beforeEach(() => triggers.openApp());

const resultOf = async (init: RequestInit, path = 'hook') => {
  const { status, body } = await triggers.call(path, init);
  return [status, body.result];
};
const runs = async () =>
  Number(
    (await triggers.database.query('SELECT count(*) FROM runs WHERE app_id = $1', [triggers.app]))
      .rows[0].count,
  );
const none = { triggered: false, run_id: null, message: 'Route not found' };

describe('a call of a trigger', () => {
  it('runs the event and answers what the board returns', async () => {
    await triggers.save('e');
    const { status, body } = await triggers.call('hook', { body: '{"n":[1.0,2]}' });
    expect([status, body]).toEqual([
      200,
      {
        triggered: true,
        run_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: 'completed',
        result: { n: [1, 2] },
        error: null,
      },
    ]);
    const { rows } = await triggers.database.query('SELECT source, event_id, started_by FROM runs');
    expect(rows.at(-1)).toEqual({ source: 'http', event_id: 'e', started_by: null });
    expect((await triggers.owner.get(triggers.sink('e'))).body.last_run_id).toBe(body.run_id);
  });

  it('takes whatever body there is', async () => {
    await triggers.save('e');
    const text = (body: RequestInit['body'], type?: string) =>
      resultOf({ body, ...(type && { headers: { 'content-type': type } }) } as RequestInit);
    expect(await text('{"a":1}', 'application/json')).toEqual([200, { a: 1 }]);
    expect(await text('{"a":1}', 'text/plain')).toEqual([200, { a: 1 }]);
    expect(await text('a=1&b=2', 'application/x-www-form-urlencoded')).toEqual([200, 'a=1&b=2']);
    expect(await text('{"a":', 'application/json')).toEqual([200, '{"a":']);
    expect(await text('', 'application/json')).toEqual([200, null]);
    expect(await text(undefined)).toEqual([200, null]);
    expect(await text('"\\u0000😀"')).toEqual([200, '\u0000😀']);
    expect(await text(Buffer.from([255, 0, 1]), 'image/png')).toEqual([200, '/wAB']);
    expect((await text('['.repeat(5000)))[0]).toBe(200);
    for (const hostile of ['{"__proto__":{"x":1}}', '{"a":{"\\u005f_proto__":1}}'])
      expect((await text(hostile))[0]).toBe(400);
    expect((await text('x'.repeat(2_000_000)))[1]).toHaveLength(2_000_000);
    expect((await text('x'.repeat(10_485_761)))[0]).toBe(413);
  });

  it('gets its query when it only asks', async () => {
    await triggers.save('e');
    expect(await resultOf({ method: 'GET' }, 'hook?a=1&b=2&b=3')).toEqual([
      200,
      { a: '1', b: ['2', '3'] },
    ]);
    expect(await resultOf({ method: 'GET' })).toEqual([200, null]);
    expect((await triggers.call('hook?__proto__=1', { method: 'GET' })).status).toBe(400);
  });

  it('streams for those who accept it', async () => {
    await triggers.save('e');
    const stream = await SentEvents.open(triggers.url(), { method: 'POST', body: { x: 1 } });
    const types = (await stream.rest()).map(({ event: type }) => type);
    expect([types[0], types.at(-1)]).toEqual(['run_initiated', 'completed']);
  });

  it('is answered 202 when the board takes longer, and 200 when it fails', async () => {
    await triggers.save('slow', { board_id: 'slow' });
    await triggers.save('bad', { board_id: 'bad', route: '/bad' });
    const slow = await triggers.call('hook', { headers: { prefer: 'wait=0' } });
    expect([slow.status, slow.body]).toEqual([
      202,
      { triggered: true, run_id: expect.any(String), status: 'running' },
    ]);
    expect((await triggers.owner.post(`/api/v1/execution/${slow.body.run_id}/cancel`)).status).toBe(
      204,
    );
    const bad = await triggers.call('bad');
    expect([bad.status, bad.body.status]).toEqual([200, 'failed']);
    expect(bad.body.error).toEqual(expect.any(String));
  });

  it('honours the method and the version of the event', async () => {
    await triggers.owner.patch(`/api/v1/apps/${triggers.app}/board/hi?version_type=Minor`);
    const { body: versions } = await triggers.owner.get(
      `/api/v1/apps/${triggers.app}/board/hi/version`,
    );
    const config = bytes({ method: 'POST', path_suffix: 'greet' });
    const board_version = versions[0];
    const saved = await triggers.save('e', { board_id: 'hi', route: null, config, board_version });
    expect([saved.status, saved.body]).toEqual([200, expect.anything()]);
    expect((await triggers.owner.get(triggers.sink('e'))).body).toMatchObject({
      path: '/greet',
      active: true,
    });
    await triggers.owner.put(`/api/v1/apps/${triggers.app}/board/hi`, says('changed').json());
    expect(await resultOf({}, 'greet')).toEqual([200, 'hi']);
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const answer = await fetch(triggers.url('greet'), { method });
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'POST']);
    }
  });

  it('to what is not there is always answered the same', async () => {
    await triggers.save('e');
    await triggers.save('idle', { route: '/idle', active: false });
    for (const path of ['', 'other', 'hook/more', 'idle', 'ho%6fk%2F', '%00', 'x'.repeat(900)])
      expect([path, await triggers.call(path)]).toEqual([
        path,
        expect.objectContaining({ status: 404, body: none }),
      ]);
    const unknown = await fetch(`${triggers.api.url}/api/v1/sink/trigger/http/none/hook`);
    expect([unknown.status, await unknown.json()]).toEqual([404, none]);
    expect(await raw(`/api/v1/sink/trigger/http/${triggers.app}/a/../hook`)).toBe(404);
    expect((await triggers.call('ho%6fk/')).status).toBe(200);
  });

  it('that no trigger takes is refused before its body is read', async () => {
    await triggers.save('e', { config: bytes({ method: 'PUT' }) });
    const path = `/api/v1/sink/trigger/http/${triggers.app}`;
    const unsent = { 'content-length': '10485760' };
    expect(await raw(`${path}/none`, unsent)).toBe(404);
    expect(await raw(`${path}/hook`, unsent)).toBe(405);
  });

  it('ends at once with its event', async () => {
    await triggers.save('e');
    expect((await triggers.call()).status).toBe(200);
    await triggers.save('e', { active: false });
    expect((await triggers.call()).body).toEqual(none);
    await triggers.save('e');
    expect((await triggers.call('hook', {}, triggers.replica.url)).status).toBe(200);
    await triggers.owner.delete(`/api/v1/apps/${triggers.app}/events/e`);
    expect((await triggers.call()).body).toEqual(none);
    expect((await triggers.owner.get(triggers.sink('e'))).status).toBe(404);
  });

  it('is limited per event', async () => {
    await triggers.save('e');
    const limits = triggers.api.app.get(RateLimits, { strict: false });
    await Promise.all(
      Array.from({ length: 1200 }, () => limits.take('trigger', `${triggers.app}/e`)),
    );
    const answer = await triggers.call();
    expect([answer.status, answer.headers.get('ratelimit-policy')]).toEqual([
      429,
      '"trigger";q=1200;w=60',
    ]);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

/** As no honest client would send it: paths are not cleaned up on the way, and of the body nothing comes. */
function raw(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(triggers.api.url);
    const request = httpRequest({ hostname, port, path, method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode);
      request.destroy();
    });
    request.on('error', reject);
    if (headers['content-length'] === undefined) request.end();
    else request.flushHeaders();
  });
}

describe('who may call', () => {
  it('whoever has the token, once there is one', async () => {
    await triggers.save('e');
    const changed = await triggers.owner.patch(triggers.sink('e'), {
      auth_token: 'open sesame',
      other: 1,
    });
    expect([changed.status, changed.body.has_auth_token]).toEqual([200, true]);
    const as = (authorization?: string) =>
      triggers.call('hook', { headers: authorization === undefined ? {} : { authorization } });
    for (const wrong of [
      undefined,
      'Bearer',
      'Bearer open',
      'open sesame',
      `Bearer ${triggers.token}`,
    ]) {
      const { status, body } = await as(wrong);
      expect([wrong, status, body]).toEqual([
        wrong,
        401,
        { triggered: false, run_id: null, message: expect.any(String) },
      ]);
    }
    expect((await as('Bearer open sesame')).status).toBe(200);
    const { rows } = await triggers.database.query(
      'SELECT auth_token FROM triggers WHERE app_id = $1',
      [triggers.app],
    );
    expect(rows[0].auth_token).toMatch(/^sealed:/);
    await triggers.owner.patch(triggers.sink('e'), { auth_token: '' });
    expect((await as()).status).toBe(200);
  });

  it('for what is not open to everybody those who may execute events', async () => {
    await triggers.save('form', { event_type: 'generic_form', route: '/form' });
    await triggers.save('inner', { route: '/inner', config: bytes({ public_endpoint: false }) });
    for (const path of ['form', 'inner']) {
      const as = (client?: string) =>
        triggers.call(path, { headers: client ? { authorization: `Bearer ${client}` } : {} });
      expect((await as()).status).toBe(401);
      expect((await as('nonsense')).status).toBe(401);
      expect((await as(triggers.token)).status).toBe(200);
      const answer = await triggers.stranger.post(
        `/api/v1/sink/trigger/http/${triggers.app}/${path}`,
      );
      expect(answer.status).toBe(401);
    }
  });
});

describe('a signed webhook', () => {
  let secret: string;
  beforeEach(async () => {
    await triggers.save('e', { event_type: 'webhook' });
    secret = (await triggers.owner.post(triggers.sink('e', '/secret'))).body.webhook_secret;
  });
  const signed = (body: string, { id = 'msg_1', at = Date.now(), key = secret } = {}) => {
    const time = String(Math.floor(at / 1000));
    const bytesOf = Buffer.from(key.replace('whsec_', ''), 'base64');
    const mac = createHmac('sha256', bytesOf).update(`${id}.${time}.${body}`).digest('base64');
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': time,
      'webhook-signature': `v1,${mac}`,
    };
    return { body, headers };
  };

  it('is let in by its signature over the very bytes, and only so', async () => {
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect((await triggers.owner.get(triggers.sink('e'))).body.webhook_secret).toBe(
      'whsec_********',
    );
    const body = '{ "a" : 1.0 , "ä":"\\u00e4" }';
    expect(await resultOf(signed(body))).toEqual([200, { a: 1, ä: 'ä' }]);
    const right = signed(body, { id: 'msg_2' });
    const old = Date.now() - 330_000;
    const { 'webhook-id': _id, ...without } = right.headers;
    for (const wrong of [
      { body },
      { ...right, body: `${body} ` },
      { ...right, headers: without },
      { ...right, headers: { ...right.headers, 'webhook-id': 'msg_3' } },
      { ...right, headers: { ...right.headers, 'webhook-signature': 'v1,' } },
      { ...right, headers: { ...right.headers, 'webhook-signature': 'v1a,x v2,y z' } },
      { ...right, headers: { ...right.headers, 'webhook-timestamp': 'x' } },
      signed(body, { at: old }),
      signed(body, { at: Date.now() + 330_000 }),
      signed(body, { key: `whsec_${Buffer.alloc(32).toString('base64')}` }),
    ] as RequestInit[])
      expect((await triggers.call('hook', wrong)).status).toBe(401);
    expect(await runs()).toBe(1);
  });

  it('that comes again is answered and not run again, whichever replica it comes to', async () => {
    const first = await triggers.call('hook', signed('{"n":1}'));
    expect(first.headers.get('idempotent-replay')).toBeNull();
    for (const base of [triggers.api.url, triggers.replica.url]) {
      const again = await triggers.call('hook', signed('{"n":1}', { at: Date.now() + 5000 }), base);
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect(again.headers.get('idempotent-replay')).toBe('true');
    }
    const many = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        triggers.call(
          'hook',
          signed('{"n":2}', { id: 'msg_9' }),
          index % 2 ? triggers.api.url : triggers.replica.url,
        ),
      ),
    );
    expect(many.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await runs()).toBe(2);
    expect((await triggers.call('hook', signed('{"n":3}'))).status).toBe(422);
  });

  it('needs the newest secret, and none when it is removed', async () => {
    const before = secret;
    secret = (await triggers.owner.post(triggers.sink('e', '/secret'))).body.webhook_secret;
    expect((await triggers.call('hook', signed('1', { key: before }))).status).toBe(401);
    expect((await triggers.call('hook', signed('1'))).status).toBe(200);
    expect(
      (await triggers.owner.delete(triggers.sink('e', '/secret'))).body.webhook_secret,
    ).toBeNull();
    expect((await triggers.call()).status).toBe(200);
  });
});
