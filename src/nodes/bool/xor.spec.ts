import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it.each([
  [[false, false], false],
  [[true, false], true],
  [[true, true], false],
  [[true, true, true], true],
])('bool_xor of %j is %p', async (boolean, expected) => {
  expect((await runNode('bool_xor', { boolean }, 'result')).result).toBe(expected);
});
