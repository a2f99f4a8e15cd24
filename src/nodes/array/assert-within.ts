import { NodeError } from '../../engine/index.js';

/** Throws NodeError unless the array has an item at each of the positions. */
export function assertWithin(items: readonly unknown[], positions: readonly number[]): void {
  const beyond = positions.find((position) => position >= items.length);
  if (beyond !== undefined) throw new NodeError(`Index ${beyond} out of bounds`);
}
