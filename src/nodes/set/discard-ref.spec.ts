import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runOnVariable } from '../testing.js';

describe('set_discard_ref', () => {
  it.each<[Value, Value, Value, boolean]>([
    [[1, 2], 1, [2], true],
    [[1], 2, [1], false],
    [[[1]], [1], [], true],
    [null, 1, null, false],
  ])('makes of %j without %j %j', async (held, value, expected, present) => {
    expect((await runOnVariable('set_discard_ref', held, { value })).result).toEqual(expected);
    const { result } = await runOnVariable('set_discard_ref', held, { value }, 'was_present');
    expect(result).toBe(present);
  });

  it('fails on another kind, and leaves it', async () => {
    const { error, result } = await runOnVariable('set_discard_ref', { a: 1 }, { value: 1 });
    expect(error).toContain('Variable is not a set');
    expect(result).toEqual({ a: 1 });
  });
});
