import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('float_clamp', () => {
  it.each<[Value, Value]>([
    [0.5, 0.5],
    [-7.5, new Float(-1)],
    [7.5, 1.5],
  ])('keeps %p at %p', async (float, expected) => {
    const inputs = { float, min: -1, max: 1.5 };
    expect((await runNode('float_clamp', inputs, 'clamped')).result).toEqual(expected);
  });

  it('fails when the limits are the wrong way round', async () => {
    const { error } = await runNode('float_clamp', { float: 1, min: 2, max: 1 }, 'clamped');
    expect(error).toContain('min must not be greater than max');
  });
});
