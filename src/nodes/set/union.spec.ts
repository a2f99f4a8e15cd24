import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value, Value]>([
  [
    [1, 2],
    [2, 3],
    [1, 2, 3],
  ],
  [[1], [new Float(1)], [1, new Float(1)]],
  [[[1]], [[1], [1]], [[1]]],
  [[], [], []],
])('union of %p and %p is %p', async (set_in_1, set_in_2, expected) => {
  const { result } = await runNode('union', { set_in_1, set_in_2 }, 'set_out');
  expect(result).toEqual(expected);
});
