import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runOnVariable } from '../testing.js';

describe('array_pop_ref', () => {
  it('takes the last item', async () => {
    expect((await runOnVariable('array_pop_ref', [1, [2]])).result).toEqual([1]);
    expect((await runOnVariable('array_pop_ref', [1, [2]], {}, 'value')).result).toEqual([2]);
  });

  it.each<[Value, string]>([
    [[], 'Array is empty'],
    [null, 'Variable is not an array'],
    ['ab', 'Variable is not an array'],
  ])('fails on %j, and leaves it', async (held, message) => {
    const { error, result } = await runOnVariable('array_pop_ref', held);
    expect(error).toContain(message);
    expect(result).toEqual(held);
  });
});
