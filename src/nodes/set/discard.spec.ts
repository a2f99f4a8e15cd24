import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value, Value, boolean]>([
  [[1, 2, 3], 1, [2, 3], true],
  [[1, 1], 2, [1], false],
  [[1], new Float(1), [1], false],
  [[{ a: 1, b: 2 }], { b: 2, a: 1 }, [], true],
  [[], null, [], false],
])('set_discard: %p without %p is %p', async (set_in, value, expected, removed) => {
  const inputs = { set_in, value };
  expect((await runNode('set_discard', inputs, 'set_out')).result).toEqual(expected);
  expect((await runNode('set_discard', inputs, 'has_removed')).result).toBe(removed);
});
