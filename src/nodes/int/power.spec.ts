import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const power = (base: number, exponent: number) => runNode('int_power', { base, exponent }, 'power');

describe('int_power', () => {
  it.each([
    [2, 10, 1024],
    [0, 0, 1],
    [0, 5, 0],
    [-3, 3, -27],
    [3, 33, 5_559_060_566_555_523],
    [1, Number.MAX_SAFE_INTEGER, 1],
    [-1, Number.MAX_SAFE_INTEGER, -1],
    [-1, 1_000_000_000_000, 1],
  ])('%p to the power of %p is %p', async (base, exponent, expected) => {
    expect((await power(base, exponent)).result).toBe(expected);
  });

  it('fails on a negative exponent', async () => {
    expect((await power(2, -1)).error).toContain('The exponent -1 is negative');
  });

  it.each([
    [2, 53],
    [-3, 34],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('fails beyond 2^53: %p to the power of %p', async (base, exponent) => {
    expect((await power(base, exponent)).error).toContain('is not an integer within ±2^53');
  });
});
