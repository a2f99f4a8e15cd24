import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it.each([
  [
    ['b', 'a'],
    ['b', 'a'],
  ],
  [[1, 1], [1]],
  [[], []],
])('set_to_array of %j is %j', async (set_in, expected) => {
  expect((await runNode('set_to_array', { set_in }, 'array_out')).result).toEqual(expected);
});
