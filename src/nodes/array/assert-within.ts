import { NodeError } from '../../engine/index.js';

/** Throws NodeError unless the array has an item at each of the positions. */
export function assertWithin(items: readonly unknown[], positions: Iterable<number>): void {
  for (const position of positions)
    if (position >= items.length) throw new NodeError(`Index ${position} out of bounds`);
}
