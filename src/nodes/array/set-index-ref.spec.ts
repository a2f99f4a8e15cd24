import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runOnVariable } from '../testing.js';

describe('array_set_index_ref', () => {
  it('replaces the item at the position', async () => {
    const inputs = { index: 1, value: 'new' };
    const { result } = await runOnVariable('array_set_index_ref', ['a', 'b'], inputs);
    expect(result).toEqual(['a', 'new']);
  });

  it.each<[Value, number, string]>([
    [['a'], 1, 'Index out of bounds'],
    [['a'], -1, "Pin 'index' holds -1, expected 0 or more"],
    [null, 0, 'Variable is not an array'],
    ['ab', 0, 'Variable is not an array'],
  ])('fails on %j at %p, and leaves it', async (held, index, message) => {
    const inputs = { index, value: 1 };
    const { error, result } = await runOnVariable('array_set_index_ref', held, inputs);
    expect(error).toContain(message);
    expect(result).toEqual(held);
  });
});
