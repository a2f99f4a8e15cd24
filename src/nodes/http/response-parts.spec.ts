import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const response = { status_code: 204, headers: { 'content-type': 'a/b' }, body: null };

describe('the parts of a response', () => {
  it.each([
    ['http_response_get_status', 'status_code', 204],
    ['http_response_get_headers', 'headers', { 'content-type': 'a/b' }],
  ])('%s gives the %s', async (type, output, expected) => {
    expect((await runNode(type, { response }, output)).result).toEqual(expected);
  });

  it.each([
    ['content-type', true, 'a/b'],
    ['Content-Type', false, ''],
    ['__proto__', false, ''],
  ])('http_response_get_header of %p: found %p, value %p', async (header, found, value) => {
    const inputs = { response, header };
    expect((await runNode('http_response_get_header', inputs, 'found')).result).toBe(found);
    expect((await runNode('http_response_get_header', inputs, 'value')).result).toBe(value);
  });

  it.each([
    [199, false],
    [200, true],
    [299, true],
    [300, false],
  ])('with the status %p success is %p', async (status_code, expected) => {
    const inputs = { response: { ...response, status_code } };
    expect((await runNode('http_response_is_success', inputs, 'is_success')).result).toBe(expected);
  });

  it.each<[Value, string]>([
    [{}, "The status_code of pin 'response' must be an integer"],
    [{ ...response, status_code: '200' }, "The status_code of pin 'response' must be an integer"],
    [{ ...response, headers: { a: null } }, "The a of pin 'response' must be a text"],
    [[], "Pin 'response' holds an array"],
  ])('%j is no response', async (bad, expected) => {
    const { error } = await runNode('http_response_get_status', { response: bad }, 'status_code');
    expect(error).toContain(expected);
  });
});
