import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, number]>([
  [{ a: 1, b: null }, 2],
  [{}, 0],
  [[1, 2], 0],
  ['text', 0],
])('map_size of %j is %p', async (map_in, expected) => {
  expect((await runNode('map_size', { map_in }, 'size')).result).toBe(expected);
});
