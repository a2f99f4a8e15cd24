import { isOutage } from '../common/outage.js';

const RETRY_MS = 250;

/** Tries again for as long as the database is away and `isWanted`. Undefined once it is not. */
export async function insist<T>(
  isWanted: () => boolean,
  act: () => Promise<T>,
): Promise<T | undefined> {
  while (isWanted()) {
    try {
      return await act();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (1 + Math.random())));
    }
  }
  return undefined;
}
