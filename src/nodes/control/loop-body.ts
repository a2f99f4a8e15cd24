import {
  type Activation,
  type ExecOutput,
  executionFailed,
  inTurn,
  type Maybe,
  subRun,
} from '../../engine/index.js';

type Targets = ExecOutput['targets'];

/**
 * Runs one iteration of a loop. Failures are logged on the loop and never end it. Answers true, so
 * that it can be the step of `inTurn`.
 */
export function runLoopBody(at: Activation, targets: Targets, iteration: number): Maybe<true> {
  if (targets.length === 1) return runTarget(at, targets[0]!, iteration);
  const waiting = inTurn((index) =>
    index < targets.length ? runTarget(at, targets[index]!, iteration) : false,
  );
  return waiting === undefined ? true : waiting.then(() => true as const);
}

function runTarget(at: Activation, target: Targets[number], iteration: number): Maybe<true> {
  const outcome = subRun(at, target);
  if (outcome === null) return true;
  const note = (failure: unknown): true => {
    if (failure !== null) at.error(`Error: ${executionFailed(target)} in iteration ${iteration}`);
    return true;
  };
  return outcome instanceof Promise ? outcome.then(note) : note(outcome);
}
