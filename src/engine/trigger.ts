import { Activation, type Frame } from './activation.js';
import { setSlot } from './bound-pins.js';
import { NodeError, OutageError } from './errors.js';
import { type Failure, failureText } from './failure.js';
import { inTurn, type Maybe } from './in-turn.js';
import type { CompiledNode, Entrance } from './program.js';
import type { Run } from './run.js';

/** How the running of a node ended: by a failure, or well (null). */
export type Outcome = Failure | null;

/** Runs one node after the pure nodes that feed it. */
export function trigger(run: Run, entrance: Entrance, frame: Frame): Maybe<Outcome> {
  if (--run.fuel <= 0) {
    const pause = run.refuel();
    if (pause !== undefined)
      return pause.then(() => {
        // Another branch may have ended the run between the end of the pause and here.
        run.assertGoing();
        return triggerNow(run, entrance, frame);
      });
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
    return fault.then((waited) => {
      at.run.assertGoing();
      return waited === null ? runBody(at) : dependencyFailed(at, waited);
    });
  return dependencyFailed(at, fault);
}

function cycle(at: Activation): Failure {
  at.error('Cycle detected while resolving dependencies');
  return { node: at.node, message: 'its inputs depend on themselves in a cycle', isOutage: false };
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
    if (pause !== undefined)
      return pause.then(() => {
        run.assertGoing();
        parent.frame.signal?.throwIfAborted();
        return runPureNow(parent, node);
      });
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
  // What a body answers beside a promise is of no interest, and no reason to fall over.
  return Promise.resolve(waiting).then(
    () => {
      run.assertGoing();
      run.fuel = 0;
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
  // However it words it: a node that was told to end has not failed.
  run.assertGoing();
  if (run.tellsNodes) run.tellNode(node, 'remove');
  at.frame.signal?.throwIfAborted();
  const message = failureText(thrown);
  at.error(`Failed to execute node: ${message}`);
  at.debug(node.startMessage);
  at.error(`Failed to execute node: ${executionFailed(node)}`);
  // A node that failed because of a sub-run answers for it from here on.
  const cause = thrown instanceof NodeError ? (thrown.cause as Failure | undefined) : undefined;
  if (cause !== undefined) run.forgetFailure(cause);
  const isOutage = thrown instanceof OutageError || cause?.isOutage === true;
  return handleFailure(at, { node, message, isOutage }, message);
}

/** How the ecosystem words a failed node where it has no message at hand. */
export function executionFailed(node: CompiledNode): string {
  return `ExecutionFailed("${node.id}")`;
}

/** Runs what is wired to the node's error pin. The failing path ends all the same (board page, 4.7). */
function handleFailure(at: Activation, failure: Failure, text: string): Maybe<Outcome> {
  const { node, run } = at;
  const exit = node.errorExit;
  if (exit !== null) {
    exit.exec.on(at);
    if (exit.textSlot !== undefined) setSlot(at, exit.textSlot, text);
  }
  const handlers = exit?.exec.targets ?? [];
  if (handlers.length === 0) {
    at.error(
      exit === null
        ? 'Failed to get error handling nodes: Pin auto_handle_error not found'
        : `No error handling nodes found for: ${node.id}`,
    );
    run.addFailure(failure);
    return failure;
  }
  run.forgetFailure(failure);
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
    throw run.stop(`Sub-runs are nested deeper than ${run.limits.depth} levels`);
  if (frame.guard?.has(first.node)) return skip(parent);
  const outcome = trigger(run, first, frame);
  if (outcome instanceof Promise)
    return outcome.then((waited) => waited ?? walkOn(run, first, frame));
  return outcome ?? walkOn(run, first, frame);
}

/** A round of a loop that runs nothing must not go unnoticed: loops may be made of these. */
function skip(parent: Activation): Maybe<null> {
  const pause = parent.breathe();
  return pause === undefined ? null : pause.then(() => null);
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
