import { Activation, failureText, type Frame, ROOT_FRAME } from './activation.js';
import { setSlot } from './bound-pins.js';
import { NodeError, RunStopped } from './errors.js';
import { inTurn, type Maybe } from './in-turn.js';
import { bothWays, type CompiledNode, type Entrance, type Program } from './program.js';
import type { RunResult } from './run-result.js';
import { type Failure, Run, type RunOptions } from './run.js';

/** A node of the main loop that was entered this often is not entered again: its path ends (board page, 4.5). */
const MAX_ENTRIES = 128_000;

export type Outcome = Failure | null;

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
    return waiting.then(
      () => run.finish(),
      (thrown: unknown) => endEarly(run, thrown),
    );
  } catch (thrown) {
    return endEarly(run, thrown);
  }
}

function endEarly(run: Run, thrown: unknown): RunResult {
  if (!(thrown instanceof RunStopped)) throw thrown;
  run.end(thrown);
  // A branch that still waits ends at its next node.
  run.fuel = 0;
  return run.finish(thrown);
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
  let waits = false;
  const outcomes = wave.map((entrance) => {
    const outcome = triggerBesideOthers(run, entrance);
    waits ||= outcome instanceof Promise;
    return outcome;
  });
  return waits ? Promise.all(outcomes) : (outcomes as Outcome[]);
}

/** A stop becomes a rejection, so that no neighbour that waits is left unobserved. */
function triggerBesideOthers(run: Run, entrance: Entrance): Maybe<Outcome> {
  try {
    return trigger(run, entrance, ROOT_FRAME);
  } catch (thrown) {
    return Promise.reject(thrown as Error);
  }
}

/** Empty when the run is over. In the usual case, one exit, no list is made. */
function nextWave(
  run: Run,
  wave: readonly Entrance[],
  outcomes: readonly Outcome[],
): readonly Entrance[] {
  let next = NOBODY;
  for (let index = 0; index < wave.length; index++) {
    if (outcomes[index] !== null) continue;
    for (const exit of wave[index]!.node.exits)
      if (run.slots[exit.slot] === true)
        next = next.length === 0 ? exit.targets : together(next, exit.targets);
  }
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
  for (const { node } of next) if (!wave.some((before) => before.node === node)) return false;
  return true;
}

/** Each node once: one that is reached through several of its pins is entered through all of them. */
function together(some: readonly Entrance[], more: readonly Entrance[]): readonly Entrance[] {
  const byNode = new Map(some.map((entrance) => [entrance.node, entrance]));
  for (const entrance of more)
    byNode.set(entrance.node, bothWays(byNode.get(entrance.node) ?? entrance, entrance));
  return [...byNode.values()];
}

/** Runs one node after the pure nodes that feed it. */
function trigger(run: Run, entrance: Entrance, frame: Frame): Maybe<Outcome> {
  if (--run.fuel <= 0) {
    const pause = run.refuel();
    if (pause !== undefined) return pause.then(() => triggerNow(run, entrance, frame));
  }
  return triggerNow(run, entrance, frame);
}

function triggerNow(run: Run, entrance: Entrance, frame: Frame): Maybe<Outcome> {
  const at = new Activation(run, entrance, frame, run.enter(entrance.node));
  return frame.signal === null ? runNode(at) : runNodeWhile(at, frame.signal);
}

/** Runs a node of a sub-run that may be ended on its own (board page, 4.8, control_timeout). */
function runNodeWhile(at: Activation, signal: AbortSignal): Maybe<Outcome> {
  const goOn = (outcome: Outcome, point: string) => {
    if (!signal.aborted) return outcome;
    at.warn(`Execution cancelled ${point}`);
    throw signal.reason;
  };
  goOn(null, 'before node started');
  const outcome = runNode(at);
  return outcome instanceof Promise
    ? outcome.then((waited) => goOn(waited, 'after node completed'))
    : goOn(outcome, 'after node completed');
}

function runNode(at: Activation): Maybe<Outcome> {
  const { dependencies } = at.node;
  if (dependencies.length === 0) return runBody(at);
  const fault = dependencies === 'cyclic' ? cycle(at) : runDependencies(at, dependencies, 0);
  if (fault === null) return runBody(at);
  if (fault instanceof Promise)
    return fault.then((waited) => (waited === null ? runBody(at) : dependencyFailed(at, waited)));
  return dependencyFailed(at, fault);
}

function cycle(at: Activation): Failure {
  at.error('Cycle detected while resolving dependencies');
  return { node: at.node, message: 'its inputs depend on themselves in a cycle' };
}

function runDependencies(
  at: Activation,
  dependencies: readonly CompiledNode[],
  from: number,
): Maybe<Outcome> {
  for (let index = from; index < dependencies.length; index++) {
    const node = dependencies[index]!;
    if (at.frame.guard?.has(node)) continue;
    if (at.run.threshold === 0) at.debug(`Triggering missing dependency: ${node.name}`);
    const outcome = runPure(at, node);
    if (outcome === null) continue;
    if (!(outcome instanceof Promise)) return outcome;
    return outcome.then((waited) => waited ?? runDependencies(at, dependencies, index + 1));
  }
  return null;
}

/** Evaluates what feeds a node once more in the middle of its body. Answers the failure, or null. */
export function evaluateInputs(at: Activation): Maybe<Outcome> {
  const { dependencies } = at.node;
  return dependencies === 'cyclic' ? null : runDependencies(at, dependencies, 0);
}

function runPure(parent: Activation, node: CompiledNode): Maybe<Outcome> {
  const { run } = parent;
  if (--run.fuel <= 0) {
    const pause = run.refuel();
    if (pause !== undefined) return pause.then(() => runPureNow(parent, node));
  }
  return runPureNow(parent, node);
}

function runPureNow(parent: Activation, node: CompiledNode): Maybe<Outcome> {
  const { run } = parent;
  const outcome = runBody(new Activation(run, node, parent.frame, run.enter(node)));
  if (outcome === null) return null;
  const note = (failure: Outcome) => {
    if (failure !== null) parent.error(`Failed to trigger dependency: ${node.name}`);
    return failure;
  };
  return outcome instanceof Promise ? outcome.then(note) : note(outcome);
}

function dependencyFailed(at: Activation, failure: Failure): Maybe<Outcome> {
  const text = 'Failed to trigger missing dependencies';
  at.error(text);
  return handleFailure(at, failure, text);
}

function runBody(at: Activation): Maybe<Outcome> {
  const { node, run } = at;
  // Else a handler that ran once would be taken as a normal successor after a later success.
  if (node.errorExit !== null) node.errorExit.exec.off(at);
  if (run.tellsNodes) run.tellNode(node, 'add');
  let waiting: void | Promise<void>;
  try {
    waiting = node.body(at);
  } catch (thrown) {
    return bodyFailed(at, thrown);
  }
  if (waiting === undefined) return bodyDone(at);
  return waiting.then(
    () => {
      run.fuel = 0; // it may have been told to end meanwhile: look before the next node
      return bodyDone(at);
    },
    (thrown: unknown) => bodyFailed(at, thrown),
  );
}

function bodyDone(at: Activation): null {
  const { node, run } = at;
  if (run.threshold === 0) at.debug(node.startMessage);
  if (run.tellsNodes) run.tellNode(node, 'remove');
  return null;
}

function bodyFailed(at: Activation, thrown: unknown): Maybe<Outcome> {
  const { node, run } = at;
  if (run.tellsNodes && !run.signal.aborted) run.tellNode(node, 'remove');
  const message = failureText(thrown);
  // However it words it: a node that was told to end has not failed.
  at.frame.signal?.throwIfAborted();
  at.error(`Failed to execute node: ${message}`);
  at.debug(node.startMessage);
  at.error(`Failed to execute node: ${executionFailed(node)}`);
  // A node that failed because of a sub-run answers for it from here on.
  if (thrown instanceof NodeError && thrown.cause !== undefined)
    run.forgetFailure(thrown.cause as Failure);
  return handleFailure(at, { node, message }, message);
}

/** How the ecosystem words a failed node where it has no message at hand. */
export function executionFailed(node: CompiledNode): string {
  return `ExecutionFailed("${node.id}")`;
}

/** Runs what is wired to the node's error pin. The failing path ends all the same (board page, 4.7). */
function handleFailure(at: Activation, failure: Failure, text: string): Maybe<Outcome> {
  const { node, run } = at;
  const exit = node.errorExit;
  if (exit === null || exit.exec.targets.length === 0) {
    at.error(
      exit === null
        ? 'Failed to get error handling nodes: Pin auto_handle_error not found'
        : `No error handling nodes found for: ${node.id}`,
    );
    run.addFailure(failure);
    return failure;
  }
  run.forgetFailure(failure);
  exit.exec.on(at);
  if (exit.textSlot !== undefined) setSlot(at, exit.textSlot, text);
  const handlers = exit.exec.targets;
  const guard = new Set(at.frame.guard).add(node);
  if (node.dependencies !== 'cyclic') for (const pure of node.dependencies) guard.add(pure);
  const waiting = inTurn((index) => {
    if (index === handlers.length) return false;
    const outcome = subRun(at, handlers[index]!, { guard });
    return outcome instanceof Promise ? outcome.then(() => true) : true;
  });
  return waiting === undefined ? failure : waiting.then(() => failure);
}

/**
 * Runs `first` and then everything it leads to, depth first, each way into a node at most once; used by
 * loops, sequences, function calls and error handlers. Answers the failure that ended it, or null.
 */
export function subRun(
  parent: Activation,
  first: Entrance,
  change: Partial<Frame> = {},
): Maybe<Outcome> {
  const { run } = parent;
  const frame = { ...parent.frame, delegated: false, ...change, depth: parent.frame.depth + 1 };
  if (frame.depth > run.limits.depth)
    throw new RunStopped('limit', `Sub-runs are nested deeper than ${run.limits.depth} levels`);
  if (frame.guard?.has(first.node)) return null;
  const outcome = trigger(run, first, frame);
  if (outcome instanceof Promise)
    return outcome.then((waited) => waited ?? walkOn(run, first, frame));
  return outcome ?? walkOn(run, first, frame);
}

function walkOn(run: Run, first: Entrance, frame: Frame): Maybe<Outcome> {
  const open: Entrance[] = [];
  pushSuccessors(run, first.node, frame, open);
  if (open.length === 0) return null;
  const seen = new Set([first]);
  const later = frame.delegated ? { ...frame, delegated: false } : frame;
  let failure: Outcome = null;
  const waiting = inTurn(() => {
    const entrance = open.pop();
    if (entrance === undefined) return false;
    if (seen.has(entrance) || frame.guard?.has(entrance.node)) return true;
    seen.add(entrance);
    const outcome = trigger(run, entrance, later);
    return outcome instanceof Promise
      ? outcome.then((waited) => settle(entrance.node, waited))
      : settle(entrance.node, outcome);
  });
  return waiting === undefined ? failure : waiting.then(() => failure);

  function settle(node: CompiledNode, outcome: Outcome): boolean {
    failure = outcome;
    if (outcome === null) pushSuccessors(run, node, later, open);
    return outcome === null;
  }
}

/** Last in, first out: pushed backwards so that the first pin's targets come first. */
function pushSuccessors(run: Run, node: CompiledNode, frame: Frame, open: Entrance[]): void {
  for (let pin = node.exits.length - 1; pin >= 0; pin--) {
    const exit = node.exits[pin]!;
    if ((frame.overrides?.get(exit.slot) ?? run.slots[exit.slot]) !== true) continue;
    for (let index = exit.targets.length - 1; index >= 0; index--) open.push(exit.targets[index]!);
  }
}
