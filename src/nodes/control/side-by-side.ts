import { inTurn, type Maybe } from '../../engine/index.js';

/**
 * Calls step(0) … step(count - 1), at most `limit` of them under way at a time. Takes promises only when
 * a step has to wait. What a step throws ends all of it; nothing is left unobserved.
 */
export function sideBySide(
  count: number,
  limit: number,
  step: (index: number) => Maybe<true>,
): void | Promise<void> {
  let next = 0;
  const takeTurns = () => inTurn(() => (next < count ? step(next++) : false));
  const lanes: Promise<void>[] = [];
  // A lane goes on to the next step when its own is done; another one opens only while the others wait.
  while (next < count && lanes.length < limit) {
    try {
      const waiting = takeTurns();
      if (waiting !== undefined) lanes.push(waiting);
    } catch (thrown) {
      next = count;
      lanes.push(Promise.reject(thrown as Error));
    }
  }
  return lanes.length === 0 ? undefined : Promise.all(lanes).then(() => undefined);
}
