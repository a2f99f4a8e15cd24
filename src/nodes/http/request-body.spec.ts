import { describe, expect, it } from '@jest/globals';
import { Float, type Value, type ValueObject } from '../../engine/index.js';
import { runNode } from '../testing.js';

const request = { url: 'u', method: 'PUT', headers: null, body: null };
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

async function after(type: string, inputs: Record<string, Value>): Promise<ValueObject> {
  const { result, error } = await runNode(type, { request, ...inputs }, 'request_out');
  if (error !== null) throw new Error(error);
  return result as ValueObject;
}

describe('the body of a request', () => {
  it.each<[string, Value, Value, object | null]>([
    ['http_set_string_body', '{"a":1}', '{"a":1}', null],
    ['http_set_string_body', '', '', null],
    ['http_set_bytes_body', [0, 255], [0, 255], null],
    ['http_set_bytes_body', [], [], null],
    ['http_set_struct_body', { a: [1, 2] }, { a: [1, 2] }, null],
    ['http_set_struct_body', null, null, null],
    ['http_set_struct_body', [1, 256], [1, 256], null],
    // These would be sent as bytes or as a text else.
    ['http_set_struct_body', [1, 2], '[1,2]', JSON_TYPE],
    ['http_set_struct_body', [], '[]', JSON_TYPE],
    ['http_set_struct_body', 'text', '"text"', JSON_TYPE],
  ])('%s of %j is %j', async (type, body, expected, headers) => {
    expect(await after(type, { body })).toEqual({ ...request, body: expected, headers });
  });

  it.each<[Value]>([[[256]], [[-1]], [[1.5]], [['a']], ['text']])(
    '%j is no bytes',
    async (body) => {
      await expect(after('http_set_bytes_body', { body })).rejects.toThrow('must hold bytes');
    },
  );
});

describe('http_set_form_body', () => {
  it.each<[Value, string]>([
    [{}, ''],
    [{ a: 'b c', 'ü&': '=' }, 'a=b+c&%C3%BC%26=%3D'],
    [
      { n: 1, f: new Float(2), t: true, o: { x: [] }, z: null },
      'n=1&f=2.0&t=true&o=%7B%22x%22%3A%5B%5D%7D&z=null',
    ],
    [{ constructor: 'c' }, 'constructor=c'],
    [[1], ''],
    ['a=b', ''],
    [new Float(1), ''],
    [null, ''],
  ])('of %j is %j', async (fields, body) => {
    const expected = { ...request, body, headers: FORM };
    expect(await after('http_set_form_body', { fields })).toEqual(expected);
  });

  it('says nothing of its kind when told not to', async () => {
    const made = await after('http_set_form_body', { fields: {}, set_content_type: false });
    expect(made['headers']).toBeNull();
  });

  it('keeps the kind the request has', async () => {
    const typed = { ...request, headers: { 'Content-Type': 'x/y' } };
    const made = await after('http_set_form_body', { request: typed, fields: {} });
    expect(made['headers']).toEqual(typed.headers);
  });
});
