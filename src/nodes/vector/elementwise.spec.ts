import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const huge = new Float(1.7e308);

describe.each<[string, Value, Value]>([
  ['float_vector_addition', [new Float(4), 0.5], [null]],
  ['float_vector_subtraction', [new Float(-2), 2.5], [new Float(0)]],
  ['float_vector_multiplication', [new Float(3), -1.5], [null]],
])('%s', (type, expected, ofHuge) => {
  it.each<[Value, Value, Value]>([
    [[1, 1.5], [3, -1], expected],
    [[], [], []],
    [[huge], [huge], ofHuge],
  ])('of %p and %p', async (vector1, vector2, result) => {
    expect((await runNode(type, { vector1, vector2 }, 'result_vector')).result).toEqual(result);
  });

  it('fails on vectors of different lengths', async () => {
    const { error } = await runNode(type, { vector1: [1], vector2: [] }, 'result_vector');
    expect(error).toContain('Vectors must have the same length');
  });

  it.each<[Value, string]>([
    [[1, null], "Pin 'vector1[1]' holds null, expected a number"],
    [null, "Pin 'vector1' holds null, expected an array"],
  ])('fails on %p', async (vector1, message) => {
    const { error } = await runNode(type, { vector1, vector2: [1, 2] }, 'result_vector');
    expect(error).toContain(message);
  });
});
