import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const changed = (indices: Value, values: Value) =>
  runNode('array_batch_set', { array_in: ['a', 'b', 'c'], indices, values }, 'array_out');

describe('array_batch_set', () => {
  it.each<[Value, Value, Value]>([
    [
      [2, 0],
      [1, 2],
      [2, 'b', 1],
    ],
    [
      [1, 1],
      ['first', 'last'],
      ['a', 'last', 'c'],
    ],
    [[], [], ['a', 'b', 'c']],
  ])('at %j with %j', async (indices, values, expected) => {
    expect((await changed(indices, values)).result).toEqual(expected);
  });

  it.each<[Value, Value, string]>([
    [[0], [], 'There are 1 indices but 0 values'],
    [[0, 3], [1, 2], 'Index 3 out of bounds'],
    [[-1], [1], "Pin 'indices[0]' holds -1, expected 0 or more"],
  ])('at %j with %j fails', async (indices, values, message) => {
    const { error, result } = await changed(indices, values);
    expect(error).toContain(message);
    expect(result).toBeNull();
  });
});
