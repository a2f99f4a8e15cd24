import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const request = {
  url: 'https://a.example/',
  method: 'PUT',
  headers: { Accept: 'a/b' },
  body: null,
};

describe('the parts of a request', () => {
  it.each([
    ['http_get_url', 'url', 'https://a.example/'],
    ['http_get_method', 'method', 'PUT'],
    ['http_get_headers', 'headers', { Accept: 'a/b' }],
  ])('%s gives the %s', async (type, output, expected) => {
    expect((await runNode(type, { request }, output)).result).toEqual(expected);
  });

  it('without headers there are none', async () => {
    const bare = { ...request, headers: null };
    expect((await runNode('http_get_headers', { request: bare }, 'headers')).result).toEqual({});
    const asked = { request: bare, header: 'Accept' };
    expect((await runNode('http_get_header', asked, 'found')).result).toBe(false);
  });

  it.each([
    ['Accept', true, 'a/b'],
    ['accept', false, ''],
    ['__proto__', false, ''],
    ['toString', false, ''],
  ])('http_get_header of %p: found %p, value %p', async (header, found, value) => {
    const inputs = { request, header };
    expect((await runNode('http_get_header', inputs, 'found')).result).toBe(found);
    expect((await runNode('http_get_header', inputs, 'value')).result).toBe(value);
  });
});
