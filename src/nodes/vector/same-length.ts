import { NodeError } from '../../engine/index.js';

export function assertSameLength(left: readonly number[], right: readonly number[]): void {
  if (left.length !== right.length) throw new NodeError('Vectors must have the same length');
}
