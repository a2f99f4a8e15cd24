import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it.each([
  [-5, 5],
  [5, 5],
  [0, 0],
  [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
])('int_abs of %p is %p', async (integer, expected) => {
  expect((await runNode('int_abs', { integer }, 'absolute')).result).toBe(expected);
});
