import { BoardError } from '../errors.js';

/**
 * How many pins one edit may add to a board. A small board can ask for millions: by wires across nested
 * layers, or by calls of an event that has thousands of outputs.
 */
const MAX_NEW_PINS = 50_000;

/** The same ids, as long as there are not too many. Then throws BoardError. */
export function limitedIds(createId: () => string): () => string {
  let created = 0;
  return () => {
    if (++created > MAX_NEW_PINS)
      throw new BoardError('nodes', `need more than ${MAX_NEW_PINS} new pins`);
    return createId();
  };
}
