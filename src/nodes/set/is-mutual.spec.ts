import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value, boolean]>([
  [[1, 2], [3, 2], true],
  [[1, 2], [3, 4], false],
  [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], true],
  [[], [], false],
  [[1], [], false],
])('is_mutual of %j and %j is %p', async (set_in_1, set_in_2, expected) => {
  const { result } = await runNode('is_mutual', { set_in_1, set_in_2 }, 'is_mutual');
  expect(result).toBe(expected);
});
