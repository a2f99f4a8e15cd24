import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const changed = (index: number) =>
  runNode('array_set_index', { array_in: ['a', 'b'], index, value: null }, 'array_out');

describe('array_set_index', () => {
  it.each([
    [0, [null, 'b']],
    [1, ['a', null]],
  ])('at %p makes %j', async (index, expected) => {
    expect((await changed(index)).result).toEqual(expected);
  });

  it.each([
    [2, 'Index out of bounds'],
    [Number.MAX_SAFE_INTEGER, 'Index out of bounds'],
    [-1, "Pin 'index' holds -1, expected 0 or more"],
  ])('fails at %p', async (index, message) => {
    expect((await changed(index)).error).toContain(message);
  });
});
