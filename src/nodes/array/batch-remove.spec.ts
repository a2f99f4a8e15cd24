import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const removed = (indices: Value, output: string) =>
  runNode('array_batch_remove', { array_in: ['a', 'b', 'c', 'd'], indices }, output);

describe('array_batch_remove', () => {
  it.each<[Value, Value, Value]>([
    [
      [2, 0],
      ['b', 'd'],
      ['a', 'c'],
    ],
    [[3, 3, 3], ['a', 'b', 'c'], ['d']],
    [[], ['a', 'b', 'c', 'd'], []],
  ])('at %j leaves %j and gives %j', async (indices, left, gone) => {
    expect((await removed(indices, 'array_out')).result).toEqual(left);
    expect((await removed(indices, 'removed')).result).toEqual(gone);
  });

  it.each<[Value, string]>([
    [[0, 4], 'Index 4 out of bounds'],
    [[-1], "Pin 'indices[0]' holds -1, expected 0 or more"],
    [[new Float(1)], "Pin 'indices[0]' holds a float, expected an integer"],
    [[2n ** 60n], "Pin 'indices[0]' holds an integer beyond 2^53"],
  ])('at %p fails: %s', async (indices, message) => {
    expect((await removed(indices, 'array_out')).error).toContain(message);
  });
});
