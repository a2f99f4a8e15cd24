const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Before each further attempt; about 23 hours in all. */
const WAITS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
] as const;

/** How often a callback is sent before it is given up. */
export const MAX_ATTEMPTS = WAITS.length + 1;

/** How long to wait after so many attempts: up to a fifth more or less, so that not all come at once. */
export function backOffMs(attempts: number): number {
  const wait = WAITS[Math.min(attempts, WAITS.length) - 1]!;
  return wait * (0.8 + Math.random() * 0.4);
}
