import { ROOT_FRAME } from './activation.js';
import { RunStopped } from './errors.js';
import type { Maybe } from './in-turn.js';
import { type Entrance, Gathering, type Program } from './program.js';
import { Run } from './run.js';
import type { RunOptions } from './run-options.js';
import type { RunResult } from './run-result.js';
import { OVER, reasonOf, Scope } from './scope.js';
import { sideBySide } from './side-by-side.js';
import { type Outcome, trigger } from './trigger.js';

/** A node of the main loop that was entered this often is not entered again: its path ends (board page, 4.5). */
const MAX_ENTRIES = 128_000;
/** How long a node that waits may go on after the run was told to end; then it is left behind. */
const GRACE_MS = 50;

/**
 * Runs a program from one node to the end. Node failures, limits and aborts are results, never
 * exceptions. Answers a promise only when a node has to wait or the run computes for long.
 */
export function execute(program: Program, options: RunOptions): Maybe<RunResult> {
  const run = new Run(program, options);
  if (run.start === undefined) return run.finish();
  try {
    run.assertGoing();
    const waiting = runWaves(run, run.start);
    if (waiting === undefined) return run.finish();
    return endOrLeave(run, waiting).then(
      () => run.finish(),
      (thrown: unknown) => endEarly(run, thrown),
    );
  } catch (thrown) {
    return endEarly(run, thrown);
  }
}

/** Anything but a stop is a fault of the host or the engine: thrown, but not before the run is over. */
function endEarly(run: Run, thrown: unknown): RunResult {
  if (thrown instanceof RunStopped) return run.finish(thrown);
  run.finish(OVER);
  throw thrown;
}

/** Resolves when the run is through; rejects soon after it is told to end, whatever its nodes do. */
async function endOrLeave(run: Run, waiting: Promise<void>): Promise<void> {
  const { told, host } = run;
  if (told === undefined) return waiting;
  const grace = new Scope(undefined);
  let startGrace = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    const leave = () => reject(reasonOf(told));
    startGrace = () => void host.clock.sleep(GRACE_MS, grace.signal).then(leave, () => undefined);
  });
  if (told.aborted) startGrace();
  else told.addEventListener('abort', startGrace);
  try {
    await Promise.race([waiting, left]);
  } finally {
    told.removeEventListener('abort', startGrace);
    grace.end();
  }
}

/** The main loop: all nodes of a wave run, then all that they activated form the next wave. */
function runWaves(run: Run, start: Entrance): void | Promise<void> {
  for (let wave: readonly Entrance[] = [start]; wave.length > 0;) {
    const outcomes = runWave(run, wave);
    if (outcomes instanceof Promise) return runWavesWaiting(run, wave, outcomes);
    wave = nextWave(run, wave, outcomes);
  }
}

/** The main loop from the first wave on that has to wait. */
async function runWavesWaiting(
  run: Run,
  first: readonly Entrance[],
  pending: Promise<readonly Outcome[]>,
): Promise<void> {
  for (let wave = nextWave(run, first, await pending); wave.length > 0;) {
    const outcomes = runWave(run, wave);
    wave = nextWave(run, wave, outcomes instanceof Promise ? await outcomes : outcomes);
  }
}

const SUCCESS: readonly Outcome[] = [null];
const NOBODY: readonly Entrance[] = [];

function runWave(run: Run, wave: readonly Entrance[]): Maybe<readonly Outcome[]> {
  if (wave.length > 1) return runTogether(run, wave);
  const outcome = trigger(run, wave[0]!, ROOT_FRAME);
  if (outcome === null) return SUCCESS;
  return outcome instanceof Promise ? outcome.then((waited) => [waited]) : [outcome];
}

function runTogether(run: Run, wave: readonly Entrance[]): Maybe<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = sideBySide(run, wave.length, Infinity, (index) => {
    const note = (outcome: Outcome): true => {
      outcomes[index] = outcome;
      return true;
    };
    const outcome = trigger(run, wave[index]!, ROOT_FRAME);
    return outcome instanceof Promise ? outcome.then(note) : note(outcome);
  });
  return waiting === undefined ? outcomes : waiting.then(() => outcomes);
}

/** Empty when the run is over. In the usual case, one exit, no list is made. */
function nextWave(
  run: Run,
  wave: readonly Entrance[],
  outcomes: readonly Outcome[],
): readonly Entrance[] {
  let next = NOBODY;
  let gathering: Gathering | undefined;
  for (let index = 0; index < wave.length; index++) {
    if (outcomes[index] !== null) continue;
    for (const { slot, targets } of wave[index]!.node.exits) {
      if (run.slots[slot] !== true) continue;
      if (next === NOBODY) next = targets;
      else (gathering ??= new Gathering(next)).add(targets);
    }
  }
  if (gathering !== undefined) next = gathering.entrances();
  if (isAnyWornOut(run, next))
    next = next.filter(({ node }) => run.entered[node.index]! < MAX_ENTRIES);
  // A wave that leads to itself would go on for ever: the ecosystem ends the run there.
  return isSame(next, wave) ? NOBODY : next;
}

function isAnyWornOut(run: Run, wave: readonly Entrance[]): boolean {
  for (const { node } of wave) if (run.entered[node.index]! >= MAX_ENTRIES) return true;
  return false;
}

/** Whether the same nodes come again, whichever way they are entered. */
function isSame(next: readonly Entrance[], wave: readonly Entrance[]): boolean {
  if (next.length !== wave.length) return false;
  if (next.length === 1) return next[0]!.node === wave[0]!.node;
  const before = new Set(wave.map(({ node }) => node));
  return next.every(({ node }) => before.has(node));
}
