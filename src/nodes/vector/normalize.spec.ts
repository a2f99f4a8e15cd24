import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value]>([
  [
    [3, 4],
    [0.6, 0.8],
  ],
  [[-2], [new Float(-1)]],
  [
    [0, 0],
    [null, null],
  ],
  [[], []],
])('float_vector_normalize of %p is %p', async (vector, expected) => {
  const { result } = await runNode('float_vector_normalize', { vector }, 'normalized_vector');
  expect(result).toEqual(expected);
});
