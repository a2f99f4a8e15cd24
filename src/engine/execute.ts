import { Activation, failureText, type Frame, ROOT_FRAME } from './activation.js';
import { NodeError, RunStopped } from './errors.js';
import { inTurn, type Maybe } from './in-turn.js';
import type { CompiledNode, Program } from './program.js';
import type { RunResult } from './run-result.js';
import { type Failure, Run, type RunOptions } from './run.js';

/** A node of the main loop that was entered this often is not entered again: its path ends (board page, 4.5). */
const MAX_ENTRIES = 128_000;

type Outcome = Failure | null;

/**
 * Runs a program from one node to the end. Node failures, limits and aborts are results, never
 * exceptions. Answers a promise only when a node has to wait or the run computes for long.
 */
export function execute(program: Program, options: RunOptions): Maybe<RunResult> {
  const run = new Run(program, options);
  if (run.start === undefined) return run.finish();
  try {
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
  return run.finish(thrown);
}

/** The main loop: all nodes of a wave run, then all that they activated form the next wave. */
function runWaves(run: Run, start: CompiledNode): void | Promise<void> {
  for (let wave: readonly CompiledNode[] = [start]; wave.length > 0;) {
    const outcomes = runWave(run, wave);
    if (outcomes instanceof Promise) return runWavesWaiting(run, wave, outcomes);
    wave = nextWave(run, wave, outcomes);
  }
}

/** The main loop from the first wave on that has to wait. */
async function runWavesWaiting(
  run: Run,
  first: readonly CompiledNode[],
  pending: Promise<readonly Outcome[]>,
): Promise<void> {
  for (let wave = nextWave(run, first, await pending); wave.length > 0;) {
    const outcomes = runWave(run, wave);
    wave = nextWave(run, wave, outcomes instanceof Promise ? await outcomes : outcomes);
  }
}

const SUCCESS: readonly Outcome[] = [null];
const NOBODY: readonly CompiledNode[] = [];

function runWave(run: Run, wave: readonly CompiledNode[]): Maybe<readonly Outcome[]> {
  if (wave.length > 1) return runTogether(run, wave);
  const outcome = trigger(run, wave[0]!, ROOT_FRAME);
  if (outcome === null) return SUCCESS;
  return outcome instanceof Promise ? outcome.then((waited) => [waited]) : [outcome];
}

function runTogether(run: Run, wave: readonly CompiledNode[]): Maybe<readonly Outcome[]> {
  let waits = false;
  const outcomes = wave.map((node) => {
    const outcome = triggerBesideOthers(run, node);
    waits ||= outcome instanceof Promise;
    return outcome;
  });
  return waits ? Promise.all(outcomes) : (outcomes as Outcome[]);
}

/** A stop becomes a rejection, so that no neighbour that waits is left unobserved. */
function triggerBesideOthers(run: Run, node: CompiledNode): Maybe<Outcome> {
  try {
    return trigger(run, node, ROOT_FRAME);
  } catch (thrown) {
    return Promise.reject(thrown as Error);
  }
}

/** Empty when the run is over. In the usual case, one exit, no list is made. */
function nextWave(
  run: Run,
  wave: readonly CompiledNode[],
  outcomes: readonly Outcome[],
): readonly CompiledNode[] {
  let next = NOBODY;
  for (let index = 0; index < wave.length; index++) {
    if (outcomes[index] !== null) continue;
    for (const exit of wave[index]!.exits)
      if (run.slots[exit.slot] === true)
        next = next.length === 0 ? exit.targets : [...new Set([...next, ...exit.targets])];
  }
  if (next.some((node) => run.entered[node.index]! >= MAX_ENTRIES))
    next = next.filter((node) => run.entered[node.index]! < MAX_ENTRIES);
  // A wave that leads to itself would go on for ever: the ecosystem ends the run there.
  const unchanged = next.length === wave.length && next.every((node) => wave.includes(node));
  return unchanged ? NOBODY : next;
}

/** Runs one node after the pure nodes that feed it. */
function trigger(run: Run, node: CompiledNode, frame: Frame): Maybe<Outcome> {
  if (--run.fuel <= 0) {
    const pause = run.refuel();
    if (pause !== undefined) return pause.then(() => triggerNow(run, node, frame));
  }
  return triggerNow(run, node, frame);
}

function triggerNow(run: Run, node: CompiledNode, frame: Frame): Maybe<Outcome> {
  const at = new Activation(run, node, frame, run.enter(node));
  const { dependencies } = node;
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
    () => bodyDone(at),
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
  const message = failureText(thrown);
  at.error(`Failed to execute node: ${message}`);
  at.debug(node.startMessage);
  at.error(`Failed to execute node: ${executionFailed(node)}`);
  if (run.tellsNodes) run.tellNode(node, 'remove');
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
  if (exit.textSlot !== undefined) run.slots[exit.textSlot] = text;
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
 * Runs `first` and then everything it leads to, depth first, each node at most once; used by loops,
 * sequences, function calls and error handlers. Answers the failure that ended it, or null.
 */
export function subRun(
  parent: Activation,
  first: CompiledNode,
  change: Partial<Frame> = {},
): Maybe<Outcome> {
  const { run } = parent;
  const frame = { ...parent.frame, delegated: false, ...change, depth: parent.frame.depth + 1 };
  if (frame.depth > run.limits.depth)
    throw new RunStopped('limit', `Sub-runs are nested deeper than ${run.limits.depth} levels`);
  if (frame.guard?.has(first)) return null;
  const outcome = trigger(run, first, frame);
  if (outcome instanceof Promise)
    return outcome.then((waited) => waited ?? walkOn(run, first, frame));
  return outcome ?? walkOn(run, first, frame);
}

function walkOn(run: Run, first: CompiledNode, frame: Frame): Maybe<Outcome> {
  const open: CompiledNode[] = [];
  pushSuccessors(run, first, open);
  if (open.length === 0) return null;
  const seen = new Set([first]);
  const later = { ...frame, delegated: false };
  let failure: Outcome = null;
  const waiting = inTurn(() => {
    const node = open.pop();
    if (node === undefined) return false;
    if (seen.has(node) || frame.guard?.has(node)) return true;
    seen.add(node);
    const outcome = trigger(run, node, later);
    return outcome instanceof Promise
      ? outcome.then((waited) => settle(node, waited))
      : settle(node, outcome);
  });
  return waiting === undefined ? failure : waiting.then(() => failure);

  function settle(node: CompiledNode, outcome: Outcome): boolean {
    failure = outcome;
    if (outcome === null) pushSuccessors(run, node, open);
    return outcome === null;
  }
}

/** Last in, first out: pushed backwards so that the first pin's targets come first. */
function pushSuccessors(run: Run, node: CompiledNode, open: CompiledNode[]): void {
  for (let pin = node.exits.length - 1; pin >= 0; pin--) {
    const exit = node.exits[pin]!;
    if (run.slots[exit.slot] !== true) continue;
    for (let index = exit.targets.length - 1; index >= 0; index--) open.push(exit.targets[index]!);
  }
}
