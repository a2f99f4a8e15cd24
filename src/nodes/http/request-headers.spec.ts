import { describe, expect, it } from '@jest/globals';
import type { Value, ValueObject } from '../../engine/index.js';
import { runNode } from '../testing.js';

const request = { url: 'u', method: 'GET', headers: { accept: 'x/y' }, body: null };

async function headersAfter(type: string, inputs: Record<string, Value>): Promise<Value> {
  const { result, error } = await runNode(type, { request, ...inputs }, 'request_out');
  return error ?? (result as ValueObject)['headers']!;
}

describe('headers of a request', () => {
  it.each<[string, Record<string, Value>, object]>([
    ['http_set_accept', {}, { Accept: 'application/json' }],
    ['http_set_accept', { accept: 'text/*' }, { Accept: 'text/*' }],
    ['http_set_content_type', {}, { 'Content-Type': 'application/json' }],
    ['http_set_bearer_auth', { token: 't0' }, { Authorization: 'Bearer t0' }],
    ['http_set_header', { name: 'X-A', value: '1' }, { 'X-A': '1' }],
    ['http_set_headers', { headers: { a: 'b' } }, { a: 'b' }],
  ])('%s of %j adds %j', async (type, inputs, added) => {
    expect(await headersAfter(type, inputs)).toEqual({ accept: 'x/y', ...added });
  });

  it('one of exactly that name is replaced', async () => {
    const inputs = { name: 'accept', value: 'n/m' };
    expect(await headersAfter('http_set_header', inputs)).toEqual({ accept: 'n/m' });
  });

  it('http_set_headers without merge replaces all', async () => {
    const inputs = { headers: { a: 'b' }, merge: false };
    expect(await headersAfter('http_set_headers', inputs)).toEqual({ a: 'b' });
  });

  it('are made where there were none', async () => {
    const bare = { request: { ...request, headers: null }, token: 't' };
    expect(await headersAfter('http_set_bearer_auth', bare)).toEqual({ Authorization: 'Bearer t' });
  });

  it('may have the names of what objects inherit', async () => {
    const headers = await headersAfter('http_set_header', { name: '__proto__', value: 'x' });
    expect(Object.getOwnPropertyNames(headers)).toEqual(['accept', '__proto__']);
  });

  it('must be texts', async () => {
    const inputs = { headers: { a: 1 } };
    expect(await headersAfter('http_set_headers', inputs)).toContain("The a of pin 'headers'");
  });
});
