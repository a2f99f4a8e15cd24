import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value, boolean]>([
  [[1, 2], 2, true],
  [[1], new Float(1), false],
  [[[1, { a: null }]], [1, { a: null }], true],
  [[[1, 2]], [2, 1], false],
  [[], null, false],
  ['abc', 'a', false],
  [null, null, false],
])('array_includes: %p has %p is %p', async (array_in, value, expected) => {
  expect((await runNode('array_includes', { array_in, value }, 'includes')).result).toBe(expected);
});
