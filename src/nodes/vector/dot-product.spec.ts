import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('float_vector_dot_product', () => {
  it.each<[Value, Value, Value]>([
    [[1, 2, 3], [4, 5, 6], new Float(32)],
    [[0.5], [0.5], 0.25],
    [[], [], new Float(0)],
    [[new Float(1e300)], [new Float(1e300)], null],
  ])('of %p and %p is %p', async (vector1, vector2, expected) => {
    const { result } = await runNode('float_vector_dot_product', { vector1, vector2 }, 'result');
    expect(result).toEqual(expected);
  });

  it('fails on vectors of different lengths', async () => {
    const inputs = { vector1: [1, 2], vector2: [1] };
    const { error } = await runNode('float_vector_dot_product', inputs, 'result');
    expect(error).toContain('Vectors must have the same length');
  });
});
