import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe.each([
  ['float_equal', 'is_equal', true],
  ['float_unequal', 'is_unequal', false],
] as const)('%s', (type, output, near) => {
  it.each<[Value, Value, Value, boolean]>([
    [0.5, 0.75, 0.25, near],
    [0.5, 0.75, 0.2, !near],
    [1, new Float(1), 0, near],
    [1, 1, -1, !near],
    [new Float(1.7e308), new Float(-1.7e308), 1, !near],
  ])('of %p and %p within %p', async (float1, float2, tolerance, expected) => {
    expect((await runNode(type, { float1, float2, tolerance }, output)).result).toBe(expected);
  });

  it('fails without a tolerance', async () => {
    const { error } = await runNode(type, { float1: 1, float2: 1 }, output);
    expect(error).toContain("Pin 'tolerance' has no value");
  });
});
