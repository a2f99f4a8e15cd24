import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const similarity = (vector1: Value, vector2: Value) =>
  runNode('float_vector_cosine_similarity', { vector1, vector2 }, 'similarity');

describe('float_vector_cosine_similarity', () => {
  it.each<[Value, Value, Value]>([
    [[3, 4], [3, 4], new Float(1)],
    [[1, 0], [0, 2], new Float(0)],
    [[2], [-3], new Float(-1)],
    [[0, 0], [1, 2], null],
    [[], [], null],
  ])('of %p and %p is %p', async (vector1, vector2, expected) => {
    expect((await similarity(vector1, vector2)).result).toEqual(expected);
  });

  it('fails on vectors of different lengths', async () => {
    expect((await similarity([1], [])).error).toContain('Vectors must have the same length');
  });
});
