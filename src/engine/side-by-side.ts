import { inTurn, type Maybe } from './in-turn.js';
import type { Run } from './run.js';
import type { Value } from './value.js';

/**
 * Calls step(0) … step(count - 1), at most `limit` of them under way at a time, and only so many that the
 * whole run has no more branches than it may. Takes promises only when a step has to wait. What a step
 * throws ends all of it; nothing is left unobserved.
 */
export function sideBySide(
  run: Run,
  count: number,
  limit: number,
  step: (index: number) => Maybe<true>,
): void | Promise<void> {
  let next = 0;
  const takeTurns = () => inTurn(() => (next < count ? step(next++) : false));
  const lanes: Promise<void>[] = [];
  // Whoever has none gets one, or branches that branch would wait for each other.
  const mayOpen = () =>
    lanes.length === 0 || (lanes.length < limit && run.branches < run.limits.branches);
  // A lane goes on to the next step when its own is done; another one opens only while the others wait.
  while (next < count && mayOpen()) {
    try {
      const waiting = takeTurns();
      if (waiting !== undefined) lanes.push(countedIn(run, waiting));
    } catch (thrown) {
      next = count;
      lanes.push(Promise.reject(thrown as Error));
    }
  }
  return lanes.length === 0 ? undefined : Promise.all(lanes).then(() => undefined);
}

function countedIn(run: Run, lane: Promise<void>): Promise<void> {
  run.branches++;
  return lane.finally(() => void run.branches--);
}

/**
 * Runs one branch with values of its own: what it is given and what it writes. They count towards what the
 * run holds until the branch has ended.
 */
export function withOwnValues(
  run: Run,
  values: Map<number, Value>,
  branch: (overrides: Map<number, Value>) => Maybe<true>,
): Maybe<true> {
  run.openBranch(values);
  const waiting = branch(values);
  if (waiting !== true) return waiting.finally(() => run.closeBranch(values));
  run.closeBranch(values);
  return true;
}
