import {
  type Activation,
  type Entrance,
  executionFailed,
  type Frame,
  inTurn,
  type Maybe,
  type Outcome,
  subRun,
} from '../../engine/index.js';

/** Runs one iteration of a loop: all that its body pin leads to, one after the other. */
export function runLoopBody(
  at: Activation,
  targets: readonly Entrance[],
  iteration: number,
  change?: Partial<Frame>,
): Maybe<true> {
  return runTargets(at, targets, ` in iteration ${iteration}`, change);
}

/** Failures are logged on the node and never end it. Answers true, so that it can be a step of `inTurn`. */
export function runTargets(
  at: Activation,
  targets: readonly Entrance[],
  where = '',
  change?: Partial<Frame>,
): Maybe<true> {
  if (targets.length === 0) return at.breathe()?.then(() => true as const) ?? true;
  if (targets.length === 1) return runTarget(at, targets[0]!, where, change);
  const waiting = inTurn((index) =>
    index < targets.length ? runTarget(at, targets[index]!, where, change) : false,
  );
  return waiting === undefined ? true : waiting.then(() => true as const);
}

export function runTarget(
  at: Activation,
  target: Entrance,
  where = '',
  change?: Partial<Frame>,
): Maybe<true> {
  const outcome = subRun(at, target, change);
  if (outcome === null) return true;
  const note = (failure: Outcome): true => {
    if (failure !== null) at.error(`Error: ${executionFailed(target.node)}${where}`);
    return true;
  };
  return outcome instanceof Promise ? outcome.then(note) : note(outcome);
}
