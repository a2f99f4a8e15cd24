import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe.each([
  ['array_extend', 'values'],
  ['array_batch_push', 'items'],
])('%s', (type, added) => {
  const extended = (array_in: Value, items: Value) =>
    runNode(type, { array_in, [added]: items }, 'array_out');

  it.each<[Value, Value, Value]>([
    [[1], [2, [3]], [1, 2, [3]]],
    [[], [], []],
    [['a'], [null], ['a', null]],
  ])('of %j and %j', async (array, items, expected) => {
    expect((await extended(array, items)).result).toEqual(expected);
  });

  it.each<[Value]>([[null], ['ab'], [{ length: 1 }]])('fails on %j', async (value) => {
    expect((await extended(value, [])).error).toContain("Pin 'array_in' holds");
    expect((await extended([], value)).error).toContain(`Pin '${added}' holds`);
  });
});
