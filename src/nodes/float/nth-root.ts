import type { Activation } from '../../engine/index.js';

/** The root of a negative number is NaN, which outputs write as null, unless the degree is 1. */
export function nthRoot(at: Activation, radicand: number, degree: number): number {
  if (degree > 0) return radicand ** (1 / degree);
  at.error('Degree must be a positive integer');
  return 0;
}
