import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { type HttpRequest, type HttpResponse, NodeError } from '../engine/index.js';
import { LocalServer } from './local-server.testing.js';
import { OutwardHttp } from './outward-http.js';

const never = new AbortController().signal;
const opened: { stop?(): unknown; onApplicationShutdown?(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await (each.stop?.() ?? each.onApplicationShutdown?.());
});

async function serve(answer: RequestListener, host?: string): Promise<LocalServer> {
  const server = await LocalServer.start(answer, host);
  opened.push(server);
  return server;
}

function client(...[settings, resolve]: ConstructorParameters<typeof OutwardHttp>): OutwardHttp {
  const made = new OutwardHttp({ allow: ['127.0.0.1'], ...settings }, resolve);
  opened.push(made);
  return made;
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: [],
  body: null,
  ...more,
});

async function text({ body }: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function fault(sending: Promise<unknown>): Promise<string> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NodeError);
  return (error as NodeError).message;
}

const ok: RequestListener = (_, response) => response.end('here');

describe('what must not be reached', () => {
  const closed = { allow: [] };
  const to = (address: string) => async () => [{ address, family: address.includes(':') ? 6 : 4 }];

  it.each(['127.0.0.1', '::1'])('is a server on %s', async (host) => {
    const server = await serve(ok, host);
    expect(await fault(client(closed).send(get(server.url), never))).toContain(
      'must not be reached',
    );
    expect(server.connections).toBe(0);
  });

  it.each([
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '0',
    '[::ffff:127.0.0.1]',
    'x:y@127.0.0.1',
  ])('is one behind the spelling %s', async (host) => {
    const server = await serve(ok, '0.0.0.0');
    const request = get(`http://${host}:${server.port}/`);
    expect(await fault(client(closed).send(request, never))).toContain('must not be reached');
    expect(server.connections).toBe(0);
  });

  it('is one behind the name localhost', async () => {
    const server = await serve(ok);
    const request = get(`http://localhost:${server.port}/`);
    expect(await fault(client(closed).send(request, never))).toContain('must not be reached');
    expect(server.connections).toBe(0);
  });

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '0.0.0.0'])(
    'is a name that leads to %s',
    async (address) => {
      const server = await serve(ok, '0.0.0.0');
      const http = client(closed, to(address));
      const request = get(`http://a.example:${server.port}/`);
      expect(await fault(http.send(request, never))).toContain('a.example must not be reached');
      expect(server.connections).toBe(0);
    },
  );

  it('is a name of which one address is private', async () => {
    const server = await serve(ok);
    const both = ['8.8.8.8', '127.0.0.1'].map((address) => ({ address, family: 4 }));
    const request = get(`http://a.example:${server.port}/`);
    expect(await fault(client(closed, async () => both).send(request, never))).toContain(
      'must not',
    );
    expect(server.connections).toBe(0);
  });

  it('is where a redirect leads', async () => {
    const inner = await serve(ok, '::1');
    const outer = await serve((_, response) =>
      response.writeHead(302, { location: inner.url }).end(),
    );
    expect(await fault(client().send(get(outer.url), never))).toContain('must not be reached');
    expect(outer.received).toHaveLength(1);
    expect(inner.connections).toBe(0);
  });

  it('is where a redirect leads by name', async () => {
    const inner = await serve(ok, '::1');
    const location = `http://a.example:${inner.port}/`;
    const outer = await serve((_, response) => response.writeHead(307, { location }).end());
    expect(await fault(client({}, to('::1')).send(get(outer.url), never))).toContain('must not');
    expect(inner.connections).toBe(0);
  });

  it('stays so when the name changes its mind: every connection looks anew', async () => {
    const server = await serve((_, response) => response.setHeader('connection', 'close').end('x'));
    const answers = ['127.0.0.1', '127.0.0.2'];
    const http = client({}, async () => [{ address: answers.shift()!, family: 4 }]);
    const request = get(`http://a.example:${server.port}/`);
    expect(await text(await http.send(request, never))).toBe('x');
    expect(await fault(http.send(request, never))).toContain('must not be reached');
  });

  it.each([
    ['an address', ['127.0.0.1']],
    ['a network', ['127.0.0.0/8']],
    ['a name', ['a.example']],
  ])('may be allowed as %s', async (_, allow) => {
    const server = await serve(ok);
    const request = get(`http://a.example:${server.port}/`);
    expect(await text(await client({ allow }, to('127.0.0.1')).send(request, never))).toBe('here');
  });
});

describe('a request', () => {
  it('arrives as it was given', async () => {
    const server = await serve(ok);
    const headers = [
      ['X-Own', '1'],
      ['x-own', '2'],
      ['Content-Type', 'text/plain'],
    ] as const;
    const request = get(`${server.url}a%20b?c=d#e`, { method: 'PUT', headers, body: '"ü"' });
    const response = await client().send(request, never);
    expect(await text(response)).toBe('here');
    expect(server.received).toMatchObject([{ method: 'PUT', url: '/a%20b?c=d', body: '"ü"' }]);
    expect(server.received[0]!.headers).toMatchObject({
      'x-own': '1, 2',
      'content-type': 'text/plain',
      'content-length': '4',
    });
  });

  it('may have bytes for a body', async () => {
    const server = await serve(ok);
    const body = Uint8Array.of(0x61, 0x62);
    await text(await client().send(get(server.url, { method: 'POST', body }), never));
    expect(server.received[0]!.body).toBe('ab');
  });

  it.each([
    ['a broken header', { headers: [['X-A', 'b\r\nX-C: d']] as const }],
    ['a header without a name', { headers: [['', 'b']] as const }],
  ])('with %s is not sent', async (_, more) => {
    const server = await serve(ok);
    expect(await fault(client().send(get(server.url, more), never))).toContain('failed: invalid');
    expect(server.received).toEqual([]);
  });

  it('uses a connection again', async () => {
    const server = await serve(ok);
    const http = client();
    for (let count = 0; count < 3; count++) {
      await text(await http.send(get(server.url), never));
      // It is only taken again when the server has had a moment to close it.
      await setImmediate();
    }
    expect(server.received).toHaveLength(3);
    expect(server.connections).toBe(1);
  });

  it('waits for a connection when all are in use', async () => {
    const server = await serve(ok);
    const http = client({ connections: 2 });
    const all = Array.from({ length: 8 }, async () =>
      text(await http.send(get(server.url), never)),
    );
    expect(await Promise.all(all)).toEqual(Array.from({ length: 8 }, () => 'here'));
    expect(server.connections).toBe(2);
  });
});

describe('redirects', () => {
  const hops: RequestListener = ({ url }, response) => {
    const left = Number(url!.slice(1));
    if (left === 0) response.end('arrived');
    else response.writeHead(302, { location: `/${left - 1}` }).end('elsewhere');
  };

  it('are followed ten times', async () => {
    const server = await serve(hops);
    expect(await text(await client().send(get(`${server.url}10`), never))).toBe('arrived');
    expect(server.received).toHaveLength(11);
  });

  it('are not followed an eleventh time', async () => {
    const server = await serve(hops);
    const sending = client().send(get(`${server.url}11`), never);
    expect(await fault(sending)).toContain('leads on more than 10 times');
    expect(server.received).toHaveLength(11);
  });

  it('are answers for who wants none followed', async () => {
    const server = await serve(hops);
    const response = await client().send(get(`${server.url}1`), never, { redirects: 0 });
    expect(response.status).toBe(302);
    expect(await text(response)).toBe('elsewhere');
  });

  it('to another origin lose their credentials, a 303 its body', async () => {
    const other = await serve(ok);
    const server = await serve((_, response) =>
      response.writeHead(303, { location: other.url }).end(),
    );
    const headers = [
      ['Authorization', 'Bearer t'],
      ['X-Own', '1'],
    ] as const;
    const request = get(server.url, { method: 'POST', headers, body: 'text' });
    await text(await client().send(request, never));
    expect(server.received[0]!.headers.authorization).toBe('Bearer t');
    expect(other.received).toMatchObject([{ method: 'GET', body: '', headers: { 'x-own': '1' } }]);
    expect(other.received[0]!.headers.authorization).toBeUndefined();
  });
});

describe('an answer', () => {
  it('has its headers in order and in lower case', async () => {
    const server = await serve((_, response) => {
      response.writeHead(
        404,
        [
          ['Set-Cookie', 'a=1'],
          ['X-B', 'b'],
          ['SET-COOKIE', 'c=2'],
        ].flat(),
      );
      response.end('none');
    });
    const { status, headers } = await client().send(get(server.url), never);
    expect(status).toBe(404);
    expect(headers.slice(0, 3)).toEqual([
      ['set-cookie', 'a=1'],
      ['x-b', 'b'],
      ['set-cookie', 'c=2'],
    ]);
  });

  it.each<[string, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['GZIP, identity', gzipSync],
    ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
    ['unknown', (text) => Buffer.from(text)],
  ])('in the coding %s is unpacked', async (coding, pack) => {
    const whole = 'text '.repeat(50_000);
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(pack(whole));
    });
    const response = await client().send(get(server.url), never);
    expect(await text(response)).toBe(whole);
    const left = response.headers.some(([name]) => name === 'content-encoding');
    expect(left).toBe(coding === 'unknown');
  });

  it.each([
    [200, 'GET'],
    [304, 'GET'],
    [200, 'HEAD'],
  ])('without a body (%i to %s) has nothing to unpack', async (status, method) => {
    const server = await serve((_, response) => {
      response.writeHead(status, { 'content-encoding': 'gzip' }).end();
    });
    const response = await client().send(get(server.url, { method }), never);
    expect(await text(response)).toBe('');
  });

  it('packed too often is refused', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip, gzip, gzip' }).end('x');
    });
    expect(await fault(client().send(get(server.url), never))).toContain('packed 3 times over');
  });

  it('that is packed badly or breaks off fails', async () => {
    const whole = gzipSync('text'.repeat(1000));
    for (const body of ['no gzip', whole.subarray(0, -9)]) {
      const server = await serve((_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
      });
      const response = await client().send(get(server.url), never);
      expect(await fault(text(response))).toContain(
        `The request to 127.0.0.1:${server.port} failed`,
      );
    }
  });

  it.each<[string, number, Buffer | string]>([
    ['identity', 1000, 'x'.repeat(1001)],
    ['gzip', 1000, gzipSync('x'.repeat(1001))],
    ['gzip', 100_000, gzipSync('\0'.repeat(100_000_000))],
    ['br', 100_000, brotliCompressSync('\0'.repeat(10_000_000))],
    ['gzip, gzip', 100_000, gzipSync(gzipSync('\0'.repeat(100_000_000)))],
    // Unpacks to nothing, again and again.
    ['gzip', 1000, Buffer.concat(Array.from({ length: 100 }, () => gzipSync('')))],
  ])('in %s of more than %i bytes is refused', async (coding, responseBytes, body) => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(body);
    });
    const response = await client({ responseBytes }).send(get(server.url), never);
    expect(await fault(text(response))).toBe(`The answer is larger than ${responseBytes} bytes`);
  });

  it('of just the size that is allowed is taken', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(1000)));
    const response = await client().send(get(server.url), never, { responseBytes: 1000 });
    expect(await text(response)).toHaveLength(1000);
  });

  it('that breaks off within its body fails', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('begun');
    });
    const response = await client().send(get(server.url), never);
    server.breakOff();
    expect(await fault(text(response))).toContain('broke off');
  });

  it('that is left early lets its connection go', async () => {
    const events = new EventEmitter();
    const gone = once(events, 'gone');
    const server = await serve((_, response) => {
      response.on('close', () => events.emit('gone')).write('begun');
    });
    const { body } = await client().send(get(server.url), never);
    for await (const _ of body) break;
    await gone;
    expect(server.received).toHaveLength(1);
  });
});

describe('without an answer', () => {
  it.each([
    ['no server', async () => (await stoppedServer()).url, 'it refuses connections'],
    ['no such name', async () => 'http://nowhere.invalid/', 'there is no such host'],
  ])('(%s) a request fails', async (_, url, message) => {
    const missing = async () =>
      Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    expect(await fault(client({}, missing).send(get(await url()), never))).toContain(message);
  });

  it('a name without addresses is none', async () => {
    const sending = client({}, async () => []).send(get('http://a.example/'), never);
    expect(await fault(sending)).toContain('there is no such host');
  });

  it('a connection that closes is told of', async () => {
    const server = await serve(({ socket }) => socket.destroy());
    expect(await fault(client().send(get(server.url), never))).toContain('broke off');
  });

  it('a request fails when its time is up, before the head and within the body', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/body') response.write('begun');
    });
    const http = client({ timeoutMs: 50 });
    const message = `The request to 127.0.0.1:${server.port} took longer than 50 ms`;
    expect(await fault(http.send(get(server.url), never))).toBe(message);
    const slow = await http.send(get(`${server.url}body`), never, { timeoutMs: 200 });
    expect(await fault(text(slow))).toContain('took longer than 200 ms');
  });

  it('ends with the reason of the signal', async () => {
    const events = new EventEmitter();
    const asked = once(events, 'asked');
    const server = await serve(() => void events.emit('asked'));
    const stop = new AbortController();
    const sending = client().send(get(server.url), stop.signal);
    await asked;
    stop.abort(new Error('enough'));
    await expect(sending).rejects.toThrow('enough');
    await expect(client().send(get(server.url), stop.signal)).rejects.toThrow('enough');
    await setImmediate();
    expect(server.received).toHaveLength(1);
  });
});

async function stoppedServer(): Promise<{ url: string }> {
  const server = await LocalServer.start(ok);
  const { url } = server;
  await server.stop();
  return { url };
}
