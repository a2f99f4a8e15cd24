import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const repair = (json_string: string) => runNode('repair_parse', { json_string }, 'result');

it.each<[string, Value]>([
  ['{"a":1}', { a: 1 }],
  ['7', 7],
  ['null', null],
  ['Here it is: {"a": [1, 2]} — and more {', { a: [1, 2] }],
  ['```json\n[1.0, 2]\n```', [new Float(1), 2]],
  ['{"a": [1, {"b": "x', { a: [1, { b: 'x' }] }],
  ["{a: 'it\\'s', 'b c': \"d\", /* e */ f: [1, 2,], // g\n}", { a: "it's", 'b c': 'd', f: [1, 2] }],
  [
    '[+1, .5, 5., -0x1F, 1e3, NaN, -Infinity, true, null]',
    [1, 0.5, new Float(5), -31, new Float(1000), null, null, true, null],
  ],
  ["['\\x41\\u0042\\v\\\nC']", ['AB\vC']],
  ['{"__proto__": {"a": 1', JSON.parse('{"__proto__":{"a":1}}') as Value],
])('repair_parse of %j', async (text, expected) => {
  expect((await repair(text)).result).toEqual(expected);
});

it.each([
  '',
  'plain text',
  '{"a":}',
  '{"a" 1}',
  '[1 2]',
  '[}',
  '[/]',
  '[hello]',
  '[0xFFFFFFFFFFFFFFFFFF]',
  '{'.repeat(100_000),
])('repair_parse of %.20j fails', async (text) => {
  expect((await repair(text)).error).toContain('Failed to parse JSON');
});

it('takes no longer than the text is long', async () => {
  const { status } = await repair(`x[${'/* '.repeat(300_000)}`);
  expect(status).toBe('completed');
});
