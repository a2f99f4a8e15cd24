import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('int_clamp', () => {
  it.each([
    [3, 3],
    [-7, -1],
    [7, 5],
  ])('keeps %p at %p', async (integer, expected) => {
    const inputs = { integer, min: -1, max: 5 };
    expect((await runNode('int_clamp', inputs, 'clamped')).result).toBe(expected);
  });

  it('fails when the limits are the wrong way round', async () => {
    const { error } = await runNode('int_clamp', { integer: 1, min: 2, max: 1 }, 'clamped');
    expect(error).toContain('min must not be greater than max');
  });
});
