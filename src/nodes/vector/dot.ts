import { assertSameLength } from './same-length.js';

/** The sum of the products. Throws NodeError for vectors of different lengths. */
export function dot(left: readonly number[], right: readonly number[]): number {
  assertSameLength(left, right);
  return left.reduce((sum, number, index) => sum + number * right[index]!, 0);
}

export const length = (vector: readonly number[]): number => Math.sqrt(dot(vector, vector));
