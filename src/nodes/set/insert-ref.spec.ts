import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { repeatOnVariable, runOnVariable } from '../testing.js';

describe('set_insert_ref', () => {
  it.each<[Value, Value, Value, boolean]>([
    [[1], 2, [1, 2], true],
    [[1, 1], 1, [1], false],
    [[{ a: 1, b: 2 }], { b: 2, a: 1 }, [{ a: 1, b: 2 }], false],
    [null, 1, [1], true],
  ])('makes of %j with %j %j', async (held, value, expected, isNew) => {
    expect((await runOnVariable('set_insert_ref', held, { value })).result).toEqual(expected);
    const { result } = await runOnVariable('set_insert_ref', held, { value }, 'was_new');
    expect(result).toBe(isNew);
  });

  it('does not look through the whole set each time', async () => {
    const held = Array.from({ length: 20_000 }, (_, index): Value => [index]);
    const { result } = await repeatOnVariable('set_insert_ref', held, { value: [7] }, 20_000);
    expect(result).toHaveLength(20_000);
  });

  it.each<[Value]>([[{}], ['text']])('fails on %j, and leaves it', async (held) => {
    const { error, result } = await runOnVariable('set_insert_ref', held, { value: 1 });
    expect(error).toContain('Variable is not a set');
    expect(result).toEqual(held);
  });
});
