import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe.each<[string, boolean, boolean, boolean]>([
  ['equal', false, true, false],
  ['unequal', true, false, true],
  ['greater_than', false, false, true],
  ['greater_than_or_equal', false, true, true],
  ['less_than', true, false, false],
  ['less_than_or_equal', true, true, false],
])('int_%s', (output, below, same, above) => {
  it.each([
    [-5, 3, below],
    [7, 7, same],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, above],
  ])('of %p and %p', async (integer1, integer2, expected) => {
    const { result } = await runNode(`int_${output}`, { integer1, integer2 }, output);
    expect(result).toBe(expected);
  });
});
