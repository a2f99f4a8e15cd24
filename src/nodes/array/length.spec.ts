import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, number]>([
  [[], 0],
  [[null, []], 2],
  ['abc', 0],
  [null, 0],
  [{ length: 3 }, 0],
])('array_length of %j is %p', async (array, expected) => {
  expect((await runNode('array_length', { array }, 'length')).result).toBe(expected);
});
