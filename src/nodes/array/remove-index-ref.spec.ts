import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runOnVariable } from '../testing.js';

describe('array_remove_index_ref', () => {
  it('takes the item at the position', async () => {
    const held = ['a', null, 'c'];
    const inputs = { index: 1 };
    expect((await runOnVariable('array_remove_index_ref', held, inputs)).result).toEqual([
      'a',
      'c',
    ]);
    const { result } = await runOnVariable('array_remove_index_ref', held, inputs, 'value');
    expect(result).toBeNull();
  });

  it.each<[Value, number, string]>([
    [['a'], 1, 'Index out of bounds'],
    [[], 0, 'Index out of bounds'],
    [['a'], -1, "Pin 'index' holds -1, expected 0 or more"],
    [null, 0, 'Variable is not an array'],
    [{ 0: 'a' }, 0, 'Variable is not an array'],
  ])('fails on %j at %p, and leaves it', async (held, index, message) => {
    const { error, result } = await runOnVariable('array_remove_index_ref', held, { index });
    expect(error).toContain(message);
    expect(result).toEqual(held);
  });
});
