import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const bare = { url: 'https://a.example/', method: 'GET', headers: null, body: null };

describe('http_make_request', () => {
  it.each([
    ['POST', 'POST'],
    ['PATCH', 'PATCH'],
    ['BREW', 'GET'],
    ['', 'GET'],
  ])('of the method %p has the method %p', async (method, expected) => {
    const { result } = await runNode('http_make_request', { url: 'no url', method }, 'request');
    expect(result).toEqual({ ...bare, url: 'no url', method: expected });
  });

  it('fails without an address', async () => {
    expect((await runNode('http_make_request', {}, 'request')).error).toContain('url');
  });
});

describe('http_set_method', () => {
  it('changes the method', async () => {
    const inputs = { request: bare, method: 'DELETE' };
    const { result } = await runNode('http_set_method', inputs, 'request_out');
    expect(result).toEqual({ ...bare, method: 'DELETE' });
  });

  it('fails on one it does not know', async () => {
    const inputs = { request: bare, method: 'BREW' };
    const { error } = await runNode('http_set_method', inputs, 'request_out');
    expect(error).toContain('Invalid method BREW');
  });
});

describe('http_set_url', () => {
  it('changes the address and keeps the rest', async () => {
    const request = { ...bare, headers: { a: 'b' }, body: [1] };
    const inputs = { request, url: 'https://b.example/' };
    const { result } = await runNode('http_set_url', inputs, 'request_out');
    expect(result).toEqual({ ...request, url: 'https://b.example/' });
  });

  it.each<[string, Value, string]>([
    ['is no object', 'GET', "Pin 'request' holds a string"],
    ['has no address', { method: 'GET' }, "The url of pin 'request' must be a text"],
    ['has no method', { url: '' }, "The method of pin 'request' must be a text"],
    ['has a method of its own', { url: '', method: 'BREW' }, 'Invalid method BREW'],
    ['has a list of headers', { ...bare, headers: [] }, "Pin 'request' holds an array"],
    ['has a header that is no text', { ...bare, headers: { n: 1 } }, 'The n of pin'],
  ])('fails on a request that %s', async (_, request, expected) => {
    const { error } = await runNode('http_set_url', { request, url: '' }, 'request_out');
    expect(error).toContain(expected);
  });

  it('takes a request without headers and body', async () => {
    const inputs = { request: { url: 'x', method: 'PUT' }, url: 'y' };
    const { result } = await runNode('http_set_url', inputs, 'request_out');
    expect(result).toEqual({ url: 'y', method: 'PUT', headers: null, body: null });
  });
});
