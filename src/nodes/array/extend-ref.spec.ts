import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { repeatOnVariable, runOnVariable } from '../testing.js';

describe('array_extend_ref', () => {
  it.each<[Value, Value, Value]>([
    [[1], [2, 3], [1, 2, 3]],
    [[1], [], [1]],
    [null, [2], [2]],
  ])('makes of %j with %j %j', async (held, values, expected) => {
    const { result } = await runOnVariable('array_extend_ref', held, { values });
    expect(result).toEqual(expected);
  });

  it('never changes the array it was given', async () => {
    const { result } = await repeatOnVariable('array_extend_ref', null, { values: [1, 2] }, 3);
    expect(result).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it('fails on another kind, and leaves it', async () => {
    const { error, result } = await runOnVariable('array_extend_ref', { a: 1 }, { values: [1] });
    expect(error).toContain('Variable is not an array');
    expect(result).toEqual({ a: 1 });
  });

  it('fails when the array would be too long', async () => {
    const values = Array.from({ length: 1000 }, (_, index) => `a text of some length ${index}`);
    const { error } = await repeatOnVariable('array_extend_ref', [], { values }, 10_000);
    expect(error).toContain('The array would be longer than 1000000');
  });
});
