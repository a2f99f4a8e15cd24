import { describe, expect, it } from '@jest/globals';
import type { HttpRequest } from '../engine/index.js';
import { type OutwardRequest, outwardRequest, redirected } from './outward-request.js';

type Headers = [string, string][];
const GET: HttpRequest = { method: 'GET', url: 'https://a.example/x', headers: [], body: null };
const named = ({ headers }: OutwardRequest) =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));

describe('outwardRequest', () => {
  it.each([
    ['', 'is no address'],
    ['a.example', 'is no address'],
    ['http://', 'is no address'],
    ['http://a b/', 'is no address'],
    ['ftp://a.example/', 'only http and https'],
    ['file:///etc/passwd', 'only http and https'],
    ['data:text/plain,x', 'only http and https'],
    ['javascript:1', 'only http and https'],
    ['unix:/var/run/docker.sock', 'only http and https'],
  ])('refuses the address %p', (url, message) => {
    expect(() => outwardRequest({ ...GET, url })).toThrow(message);
  });

  it('tells no password', () => {
    const url = 'ftp://user:password@a.example/';
    expect(() => outwardRequest({ ...GET, url })).toThrow('"ftp://…@a.example/" can\'t be reached');
  });

  it.each(['CONNECT', 'TRACE', 'trace', 'G T', '', 'GET\r\nX: y'])(
    'refuses the method %p',
    (method) => {
      expect(() => outwardRequest({ ...GET, method })).toThrow("can't be sent");
    },
  );

  it('leaves out what belongs to the connection, adds what is missing', () => {
    const headers: Headers = [
      ['Host', 'b.example'],
      ['Connection', 'close'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '7'],
      ['Proxy-Authorization', 'x'],
      ['Expect', '100-continue'],
      ['Accept', 'a/b'],
      ['X-Own', '1'],
    ];
    expect(named(outwardRequest({ ...GET, headers }))).toEqual({
      accept: 'a/b',
      'x-own': '1',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'flow-like-api',
    });
  });

  it('makes basic credentials of those in the address', () => {
    const request = outwardRequest({ ...GET, url: 'https://us%40er:p%3Aw@a.example/' });
    expect(request.url.href).toBe('https://a.example/');
    const expected = `Basic ${Buffer.from('us@er:p:w').toString('base64')}`;
    expect(named(request)['authorization']).toBe(expected);
  });

  it('prefers the header to the credentials in the address', () => {
    const headers: Headers = [['AUTHORIZATION', 'Bearer t']];
    const request = outwardRequest({ ...GET, url: 'https://u:p@a.example/', headers });
    expect(request.headers.filter(([name]) => /authorization/i.test(name))).toEqual(headers);
  });

  it.each([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://017700000001/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://①②⑦.0.0.1/', '127.0.0.1'],
    ['http://127.0.0.1.:80/', '127.0.0.1'],
    ['http://LOCALHOST./', 'localhost.'],
    ['http://a.example:80@127.0.0.1/', '127.0.0.1'],
    ['http://[::FFFF:7f00:1]/', '[::ffff:7f00:1]'],
    ['http:127.0.0.1', '127.0.0.1'],
    ['http:\\\\127.0.0.1\\', '127.0.0.1'],
  ])('reads the host of %s as %s', (url, host) => {
    expect(outwardRequest({ ...GET, url }).url.hostname).toBe(host);
  });
});

describe('redirected', () => {
  const headers: Headers = [
    ['Authorization', 'Bearer t'],
    ['Cookie', 'c=1'],
    ['Content-Type', 'a/b'],
    ['X-Own', '1'],
  ];
  const post = outwardRequest({ ...GET, method: 'POST', headers, body: 'text' });
  const of = (method: string) => ({ ...post, method });

  it.each([
    [301, 'POST', 'GET', null],
    [302, 'POST', 'GET', null],
    [303, 'POST', 'GET', null],
    [303, 'PUT', 'GET', null],
    [303, 'DELETE', 'GET', null],
    [303, 'HEAD', 'HEAD', 'text'],
    [301, 'PUT', 'PUT', 'text'],
    [302, 'DELETE', 'DELETE', 'text'],
    [301, 'GET', 'GET', 'text'],
    [307, 'POST', 'POST', 'text'],
    [308, 'PATCH', 'PATCH', 'text'],
  ])('%i makes of %s a %s with the body %p', (status, method, expected, body) => {
    const next = redirected(of(method), status, '/y')!;
    expect(next).toMatchObject({ method: expected, body });
    expect(next.url.href).toBe('https://a.example/y');
    expect(Object.hasOwn(named(next), 'content-type')).toBe(body !== null);
    expect(named(next)).toMatchObject({ authorization: 'Bearer t', cookie: 'c=1', 'x-own': '1' });
  });

  it.each(['http://a.example/', 'https://a.example:444/', 'https://b.example/', '//b.example/x'])(
    'to %s go no credentials',
    (location) => {
      const next = named(redirected(post, 307, location)!);
      expect(next).toMatchObject({ 'content-type': 'a/b', 'x-own': '1' });
      expect(Object.keys(next)).not.toEqual(expect.arrayContaining(['authorization']));
      expect(Object.keys(next)).not.toEqual(expect.arrayContaining(['cookie']));
    },
  );

  it('credentials in the new address are left out', () => {
    const next = redirected(outwardRequest(GET), 302, 'https://u:p@b.example/')!;
    expect(next.url.href).toBe('https://b.example/');
    expect(named(next)).not.toHaveProperty('authorization');
  });

  it.each([
    [200, '/y'],
    [300, '/y'],
    [304, '/y'],
    [302, undefined],
  ])('%i with the location %p is an answer', (status, location) => {
    expect(redirected(post, status, location)).toBeUndefined();
  });

  it.each([
    ['ftp://b.example/', 'only http and https'],
    ['file:///etc/passwd', 'only http and https'],
    ['http://', 'is no address'],
  ])('refuses to go to %s', (to, message) => {
    expect(() => redirected(post, 302, to)).toThrow(message);
  });
});
