import type { Activation } from './activation.js';
import { LOG_LEVELS, type LogLevelName } from './board.js';
import { RunStopped } from './errors.js';
import type { Host } from './host.js';
import { heldBytes } from './held-bytes.js';
import { Journal, levelName, type LogLevel } from './journal.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import type { CompiledNode, Program } from './program.js';
import type { RunResult, RunStatus } from './run-result.js';
import type { Value } from './value.js';

/** A node failed. Kept until an error handler takes it; one that nobody took fails the run. */
export interface Failure {
  readonly node: CompiledNode;
  readonly message: string;
}

export interface RunOptions {
  /** Id of the node to start at. A board without that node ends at once, successfully. */
  readonly start: string;
  /** Readable by the start node; undefined = none was given. */
  readonly payload?: Value | undefined;
  readonly host: Host;
  /** Ends the run early; a reason of type RunStopped says how. */
  readonly signal?: AbortSignal | undefined;
  /** Lines below it are dropped. Default: the board's own. */
  readonly logLevel?: LogLevelName | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Id under which the run is known; goes into its events. */
  readonly runId?: string | undefined;
  /** Whether an event tells of every node that begins and ends. Default: no. */
  readonly tellNodes?: boolean | undefined;
  /** Values for variables that may be given from outside; others are left alone. */
  readonly variables?: GivenVariables | undefined;
}

/** By variable id. */
export interface GivenVariables {
  /** From whoever starts the run: for variables that are configured at run time. */
  readonly runtime?: ReadonlyMap<string, Value>;
  /** From the event the run belongs to: for exposed variables. */
  readonly event?: ReadonlyMap<string, Value>;
}

const NEVER = new AbortController().signal;
const SMALLEST_CHECK = 1;
const LARGEST_CHECK = 1024;

/** The changing state of one run. What most runs never need is made when it is first needed. */
export class Run {
  readonly slots: (Value | undefined)[];
  readonly variables: Value[];
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly limits: Limits;
  readonly start: CompiledNode | undefined;
  readonly payload: Value | undefined;
  /** Position of the lowest log level that is kept. */
  readonly threshold: number;
  readonly tellsNodes: boolean;
  private readonly runId: string;
  result: Value = null;
  /** Activations before the next look at clock, limits and signal. */
  fuel = 128;
  /** How often each node was entered, by node index. */
  readonly entered: number[];
  /** Nodes by first activation. */
  private readonly order: CompiledNode[] = [];
  private activations = 0;
  private unhandled: Set<Failure> | undefined;
  private journal: Journal | undefined;
  private stopped: RunStopped | undefined;
  private checkEvery = 128;
  private sliceStart: number | undefined;
  private lastCheck = 0;
  private nextCount = 0;
  private events = 0;

  constructor(
    readonly program: Program,
    options: RunOptions,
  ) {
    this.slots = program.emptySlots.slice();
    this.variables = program.initialVariables.slice();
    if (options.variables !== undefined) this.giveVariables(options.variables);
    this.entered = program.zeroes.slice();
    this.host = options.host;
    this.signal = options.signal ?? NEVER;
    this.limits =
      options.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits };
    this.start = program.nodeById.get(options.start);
    this.payload = options.payload;
    this.tellsNodes = options.tellNodes === true;
    this.runId = options.runId ?? '';
    this.threshold = LOG_LEVELS.indexOf(options.logLevel ?? program.logLevel);
  }

  /** What counts for a variable is decided by the board, not by who gives a value (board page, 4.1). */
  private giveVariables({ runtime, event }: GivenVariables): void {
    for (const [index, { id, runtimeConfigured, exposed }] of this.program.variables.entries()) {
      const given = runtimeConfigured ? runtime?.get(id) : exposed ? event?.get(id) : undefined;
      if (given !== undefined) this.variables[index] = given;
    }
  }

  /** Notes that a node runs; answers the position of this activation. */
  enter(node: CompiledNode): number {
    const before = this.entered[node.index]!;
    this.entered[node.index] = before + 1;
    if (before === 0) this.order.push(node);
    return this.activations++;
  }

  /**
   * Called now and then between two nodes. Throws RunStopped when the run has to end; answers a promise
   * when it has computed for so long that others must go first. Looks more often where nodes take long.
   */
  refuel(): Promise<void> | undefined {
    this.assertGoing();
    if (this.activations > this.limits.activations)
      throw this.stop('limit', `The run went through more than ${this.limits.activations} nodes`);
    const now = this.host.clock.now();
    this.sliceStart ??= now;
    const sinceCheck = now - (this.lastCheck || now);
    this.lastCheck = now;
    this.adaptCheck(sinceCheck);
    this.fuel = this.checkEvery;
    if (now - this.sliceStart < this.limits.sliceMs) return undefined;
    this.assertRoom(now);
    return this.host.breathe().then(() => {
      this.sliceStart = this.lastCheck = this.host.clock.now();
      this.assertGoing();
    });
  }

  /** Counting takes time of its own: at most a twentieth of the run's. */
  private assertRoom(now: number): void {
    if (now < this.nextCount) return;
    const limit = this.limits.heldBytes;
    const held = heldBytes(this.slots, limit) + heldBytes(this.variables, limit);
    if (held > limit) throw this.stop('limit', `The run holds more than ${limit} bytes of values`);
    const ended = this.host.clock.now();
    this.nextCount = ended + 20 * (ended - now);
  }

  private adaptCheck(sinceCheck: number): void {
    if (sinceCheck > this.limits.sliceMs / 4)
      this.checkEvery = Math.max(SMALLEST_CHECK, this.checkEvery >> 2);
    else if (this.checkEvery < LARGEST_CHECK) this.checkEvery <<= 1;
  }

  /** Throws RunStopped when the run has been told to end. */
  assertGoing(): void {
    if (this.stopped !== undefined) throw this.stopped;
    if (!this.signal.aborted) return;
    const { reason } = this.signal;
    this.stopped = reason instanceof RunStopped ? reason : new RunStopped('cancelled', 'Cancelled');
    throw this.stopped;
  }

  private stop(reason: RunStopped['reason'], message: string): RunStopped {
    return (this.stopped ??= new RunStopped(reason, message));
  }

  /** Keeps a branch that is still waiting from going on after the run has ended. */
  end(stopped: RunStopped): void {
    this.stopped ??= stopped;
  }

  log(at: Activation, level: LogLevel, message: string): void {
    if (level < this.threshold) return;
    this.journal ??= new Journal(this.limits);
    this.journal.add(at.position, at.node, level, message, this.host.clock.now());
  }

  emit(type: string, payload: Value): void {
    const { host } = this;
    if (++this.events > this.limits.events)
      throw this.stop('limit', `The run sent more than ${this.limits.events} events`);
    host.emit?.({ type, payload, time: host.clock.now() });
  }

  /** Tells that a node begins (`add`) or has ended (`remove`), as editors light it up. */
  tellNode(node: CompiledNode, method: 'add' | 'remove'): void {
    this.emit(`run:${this.runId}`, { runId: this.runId, nodeIds: [node.id], method });
  }

  addFailure(failure: Failure): void {
    (this.unhandled ??= new Set()).add(failure);
  }

  /** Somebody dealt with the failure: it no longer fails the run. */
  forgetFailure(failure: Failure): void {
    this.unhandled?.delete(failure);
  }

  finish(stopped?: RunStopped): RunResult {
    const [failure] = this.unhandled ?? [];
    const { journal } = this;
    return {
      status: stopped ? statusOf(stopped) : failure ? 'failed' : 'completed',
      error: stopped ? stopped.message : failure ? sentence(failure) : null,
      result: this.result,
      logLevel: levelName(journal?.highest ?? 0),
      logs: journal?.sortedLines() ?? [],
      nodes: this.order.map((node) => [node.id, levelName(journal?.levelOf(node) ?? 0)]),
      activations: this.activations,
    };
  }
}

function statusOf(stopped: RunStopped): RunStatus {
  return stopped.reason === 'limit' ? 'failed' : stopped.reason;
}

function sentence({ node, message }: Failure): string {
  return `Node "${node.title}" (${node.name}, ${node.id}) failed: ${message}`;
}
