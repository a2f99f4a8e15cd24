import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const make = async (min_length: Value, max_length: Value) =>
  runNode('faker_password', { min_length, max_length }, 'password');

describe('faker_password', () => {
  it.each([
    [8, 9, 8],
    [5, 5, 5],
    [0, 1, 0],
    [9999, 10_000, 9999],
  ])('from %d to below %d is %d long', async (min, max, length) => {
    const { result } = await make(min, max);
    expect(result).toMatch(/^[!-~]*$/);
    expect(result).toHaveLength(length);
  });

  it('is made of many signs', async () => {
    expect(new Set((await make(5000, 5000)).result as string).size).toBeGreaterThan(70);
  });

  it('refuses lengths that make no sense', async () => {
    expect((await make(9, 8)).error).toContain("Pin 'max_length' must not be less");
    expect((await make(-1, 8)).error).toContain("Pin 'min_length' must not be negative");
    expect((await make(8, 1e9)).error).toContain("Pin 'max_length' must not be more than 10000");
  });
});
