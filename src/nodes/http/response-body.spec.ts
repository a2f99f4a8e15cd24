import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const OUTPUTS = {
  http_response_to_bytes: 'bytes',
  http_response_to_text: 'text',
  http_response_to_json: 'struct',
} as const;
type Type = keyof typeof OUTPUTS;

async function read(type: Type, body: Value): Promise<Value> {
  const response = { status_code: 200, headers: {}, body };
  const { result, error } = await runNode(type, { response }, OUTPUTS[type]);
  return error ?? result;
}

const bytes = (text: string): Value => [...Buffer.from(text)];

describe('the body of a response', () => {
  it.each<[Type, Value, Value]>([
    ['http_response_to_bytes', [1, 2], [1, 2]],
    ['http_response_to_bytes', [], []],
    ['http_response_to_bytes', null, []],
    ['http_response_to_text', bytes('grün'), 'grün'],
    ['http_response_to_text', [], ''],
    ['http_response_to_text', [0x61, 0xff, 0x62], 'a�b'],
    ['http_response_to_text', bytes('\uFEFFa'), '\uFEFFa'],
    ['http_response_to_json', bytes('{"a":[1,2.0]}'), { a: [1, new Float(2)] }],
    ['http_response_to_json', bytes('\uFEFF[]'), []],
    ['http_response_to_json', bytes('null'), null],
  ])('%s of %j is %j', async (type, body, expected) => {
    expect(await read(type, body)).toEqual(expected);
  });

  it.each<[Type, Value, string]>([
    ['http_response_to_text', null, 'No body'],
    ['http_response_to_json', null, 'No body'],
    ['http_response_to_json', [], 'The body is no JSON: '],
    ['http_response_to_json', bytes('<html>'), 'The body is no JSON: '],
    ['http_response_to_bytes', 'text', 'no list of bytes'],
    ['http_response_to_text', [256], 'no list of bytes'],
  ])('%s fails on %j: %s', async (type, body, expected) => {
    expect(await read(type, body)).toContain(expected);
  });

  it('a member called __proto__ is one like others', async () => {
    const parsed = await read('http_response_to_json', bytes('{"__proto__":{"x":1}}'));
    expect(Object.getOwnPropertyNames(parsed)).toEqual(['__proto__']);
  });
});
