import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { messages, runNode } from '../testing.js';

const cross = (vector1: Value, vector2: Value) =>
  runNode('float_vector_cross_product', { vector1, vector2 }, 'result_vector');

describe('float_vector_cross_product', () => {
  it.each<[Value, Value, Value]>([
    [
      [1, 2, 3],
      [4, 5, 6],
      [new Float(-3), new Float(6), new Float(-3)],
    ],
    [[1, 2], [3, 4.5], [-1.5]],
  ])('of %p and %p is %p', async (vector1, vector2, expected) => {
    expect((await cross(vector1, vector2)).result).toEqual(expected);
  });

  it.each<[Value, Value]>([
    [[], []],
    [[1], [1]],
    [
      [1, 2],
      [1, 2, 3],
    ],
    [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ],
  ])('fails on %p and %p, and logs it', async (vector1, vector2) => {
    const message = 'Vectors must have the same length, two or three';
    const result = await cross(vector1, vector2);
    expect(result.error).toContain(message);
    expect(messages(result, 'Error')).toContain(message);
  });
});
