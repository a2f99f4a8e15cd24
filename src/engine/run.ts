import type { Activation } from './activation.js';
import { LOG_LEVELS } from './board.js';
import { NodeError, RunStopped } from './errors.js';
import { type Failure, OpenFailures } from './failure.js';
import type { Host } from './host.js';
import { Journal, levelName, type LogLevel } from './journal.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { MemoryWatch } from './memory-watch.js';
import { NodeRecorder } from './node-recorder.js';
import type { CompiledNode, Program } from './program.js';
import type { GivenVariables, RunOptions, UserContext } from './run-options.js';
import type { RunResult, RunStatus } from './run-result.js';
import { OVER, reasonOf, Scope } from './scope.js';
import type { Shared } from './shared.js';
import { textLength } from './text-length.js';
import type { Value } from './value.js';
import { Variables } from './variables.js';

/** Activations of quick nodes between two looks at signal, limits and clock: about 5 µs. */
const FUEL = 64;
/** Every so many looks the memory is looked at, too. */
const LOOKS_PER_COUNT = 4;

/** The changing state of one run. What most runs never need is made when it is first needed. */
export class Run {
  readonly slots: (Value | undefined)[];
  readonly variables: Variables;
  readonly host: Host;
  readonly limits: Limits;
  readonly start: CompiledNode | undefined;
  readonly payload: Value | undefined;
  readonly user: UserContext | undefined;
  /** What tells the run from outside to end. */
  readonly told: AbortSignal | undefined;
  /** Position of the lowest log level that is kept. */
  readonly threshold: number;
  readonly tellsNodes: boolean;
  /** Measures the nodes of a program that was compiled for it. */
  readonly recorder: NodeRecorder | undefined;
  /** Empty when nobody knows the run by an id. */
  readonly runId: string;
  readonly traceparent: string | undefined;
  private shared: Map<Shared<Value>, Value> | undefined;
  private result: Value = null;
  /** Activations before the next look; nodes that handle large values leave less of it. */
  fuel = FUEL;
  /** How often each node was entered, by node index. */
  readonly entered: number[];
  /** Branches that are under way side by side. */
  branches = 0;
  /** Nodes by first activation. */
  private readonly order: CompiledNode[] = [];
  private activations = 0;
  private openFailures: OpenFailures | undefined;
  private journal: Journal | undefined;
  private memoryWatch: MemoryWatch | undefined;
  private keysGiven: Map<CompiledNode, number> | undefined;
  private ownValues: Set<ReadonlyMap<number, Value>> | undefined;
  private scope: Scope | undefined;
  private stopped: RunStopped | undefined;
  private looks = 0;
  private events = 0;
  private eventCharacters = 0;

  constructor(
    readonly program: Program,
    options: RunOptions,
  ) {
    this.slots = program.emptySlots.slice();
    this.variables = new Variables(program.initialVariables);
    if (options.variables !== undefined) this.giveVariables(options.variables);
    this.entered = program.zeroes.slice();
    this.host = options.host;
    this.told = options.signal;
    this.limits =
      options.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits };
    this.start = program.nodeById.get(options.start);
    this.payload = options.payload;
    this.user = options.user;
    this.tellsNodes = options.tellNodes === true;
    this.recorder = options.record && new NodeRecorder(options.record);
    this.runId = options.runId ?? '';
    this.traceparent = options.traceparent;
    this.threshold = LOG_LEVELS.indexOf(options.logLevel ?? program.logLevel);
  }

  /** What counts for a variable is decided by the board, not by who gives a value (board page, 4.1). */
  private giveVariables({ runtime, event }: GivenVariables): void {
    for (const [index, { id, runtimeConfigured, exposed }] of this.program.variables.entries()) {
      const given = runtimeConfigured ? runtime?.get(id) : exposed ? event?.get(id) : undefined;
      if (given !== undefined) this.variables.set(index, given);
    }
  }

  /** Aborts when the run is told to end and when it has ended. Most runs never wait for anything. */
  get signal(): AbortSignal {
    this.scope ??= new Scope(this.told);
    if (this.stopped !== undefined) this.scope.stop(this.stopped);
    return this.scope.signal;
  }

  /** Counts what nodes put out. */
  get memory(): MemoryWatch {
    return (this.memoryWatch ??= new MemoryWatch(
      this.limits.heldBytes,
      () => [
        this.slots,
        ...this.variables.parts(),
        [this.result, ...(this.shared?.values() ?? [])],
        ...[...(this.ownValues ?? [])].map((values) => [...values.values()]),
      ],
      this.host.memory,
    ));
  }

  /** Values of its own that a parallel branch holds count too, until it has ended. */
  openBranch(values: ReadonlyMap<number, Value>): void {
    (this.ownValues ??= new Set()).add(values);
  }

  closeBranch(values: ReadonlyMap<number, Value>): void {
    this.ownValues?.delete(values);
  }

  /** Notes that a node runs; answers the position of this activation. */
  enter(node: CompiledNode): number {
    const before = this.entered[node.index]!;
    this.entered[node.index] = before + 1;
    if (before === 0) this.order.push(node);
    return this.activations++;
  }

  /**
   * Counted per node and when asked: the position of an activation depends on what runs beside it, and this
   * must come out the same when the run is repeated.
   */
  nextIdempotencyKey(node: CompiledNode): string | undefined {
    if (this.runId === '') return undefined;
    this.keysGiven ??= new Map();
    const count = (this.keysGiven.get(node) ?? 0) + 1;
    this.keysGiven.set(node, count);
    return `${this.runId}:${plain(node.id)}:${count}`;
  }

  /**
   * Called between two nodes when the fuel is used up. Throws RunStopped when the run has to end; answers
   * a promise when other work of the process must go first.
   */
  refuel(): Promise<void> | undefined {
    for (;;) {
      this.assertGoing();
      if (this.activations > this.limits.activations)
        throw this.stop(`The run went through more than ${this.limits.activations} nodes`);
      this.assertRoom();
      const isUrgent = this.memoryWatch?.isUrgent === true;
      const pause = this.host.breathe();
      // As long as one branch pauses the fuel stays used up: all others ask, and pause, too.
      if (pause !== undefined) return pause.then(() => this.goOnAfterPause(isUrgent));
      if (isUrgent) continue;
      this.fuel = FUEL;
      return undefined;
    }
  }

  private goOnAfterPause(isUrgent: boolean): Promise<void> | undefined {
    if (isUrgent) return this.refuel();
    this.assertGoing();
    this.fuel = FUEL;
    return undefined;
  }

  private assertRoom(): void {
    // Asking the clock costs as much as a node.
    if (++this.looks % LOOKS_PER_COUNT !== 0 && this.memoryWatch?.isUrgent !== true) return;
    if (this.memoryWatch?.look(this.host.clock.now(), this.activations) !== true) return;
    const { bytes } = this.memoryWatch;
    throw this.stop(
      bytes > this.limits.heldBytes
        ? `The run holds more than ${this.limits.heldBytes} bytes of values`
        : `All runs together hold too much, and this one holds ${bytes} bytes of values`,
    );
  }

  /** Throws RunStopped when the run has been told to end, or has ended. */
  assertGoing(): void {
    if (this.stopped !== undefined) throw this.stopped;
    if (this.told?.aborted === true) throw (this.stopped = reasonOf(this.told));
  }

  /** Ends the run by one of its limits. To be thrown. */
  stop(message: string): RunStopped {
    return (this.stopped ??= new RunStopped('limit', message));
  }

  log(at: Activation, level: LogLevel, message: string): void {
    if (level < this.threshold || this.stopped !== undefined) return;
    this.journal ??= new Journal(this.limits);
    this.journal.add(at.position, at.node, level, message, this.host.clock.now());
  }

  /** Whether a line of that level would be kept. */
  keeps(level: LogLevel): boolean {
    return level >= this.threshold && this.journal?.isFull !== true;
  }

  emit(type: string, payload: Value): void {
    const { eventCharacters } = this.limits;
    this.send(type, payload, textLength(payload, eventCharacters - this.eventCharacters));
  }

  /** Tells that a node begins (`add`) or has ended (`remove`), as editors light it up. */
  tellNode(node: CompiledNode, method: 'add' | 'remove'): void {
    const payload = { runId: this.runId, nodeIds: [node.id], method };
    this.send(`run:${this.runId}`, payload, node.id.length);
  }

  private send(type: string, payload: Value, characters: number): void {
    const { host, limits } = this;
    if (this.stopped !== undefined) throw this.stopped;
    this.eventCharacters += characters;
    if (++this.events > limits.events)
      throw this.stop(`The run sent more than ${limits.events} events`);
    if (this.eventCharacters > limits.eventCharacters)
      throw this.stop(`The run sent events of more than ${limits.eventCharacters} characters`);
    host.emit?.({ type, payload, time: host.clock.now() });
  }

  /** Sets what the run returns. Throws NodeError for what could not be kept. */
  setResult(value: Value): void {
    const { textCharacters } = this.limits;
    if (textLength(value, textCharacters) > textCharacters)
      throw new NodeError(`The result is longer than ${textCharacters} characters`);
    this.result = value;
  }

  getShared(shared: Shared<Value>): Value | undefined {
    return this.shared?.get(shared);
  }

  setShared(shared: Shared<Value>, value: Value): void {
    (this.shared ??= new Map()).set(shared, value);
  }

  /** Lets what the nodes built up together be told. Answers the limit that it ran into, if it did. */
  private tellShared(): RunStopped | undefined {
    try {
      for (const [shared, value] of this.shared ?? [])
        shared.whenRunEnds?.(value, (type, payload) => this.emit(type, payload));
      return undefined;
    } catch (thrown) {
      if (thrown instanceof RunStopped) return thrown;
      if (thrown instanceof NodeError) return this.stop(thrown.message);
      throw thrown;
    }
  }

  addFailure(failure: Failure): void {
    (this.openFailures ??= new OpenFailures()).add(failure);
  }

  /** Somebody dealt with the failure: it no longer fails the run. */
  forgetFailure(failure: Failure): void {
    this.openFailures?.remove(failure);
  }

  /** Ends the run; whatever of it still waits is woken and starts no further node. */
  finish(stopped: RunStopped | undefined = this.tellShared()): RunResult {
    this.memoryWatch?.release();
    this.stopped = stopped ?? OVER;
    this.scope?.end();
    const failed = this.openFailures?.describe() ?? null;
    const { journal } = this;
    return {
      status: stopped ? statusOf(stopped) : failed === null ? 'completed' : 'failed',
      error: stopped ? stopped.message : failed,
      isOutage: stopped === undefined && this.openFailures?.areOutages === true,
      result: this.result,
      logLevel: levelName(journal?.highest ?? 0),
      logs: journal?.sortedLines() ?? [],
      nodes: this.order.map((node) => [node.id, levelName(journal?.levelOf(node) ?? 0)]),
      activations: this.activations,
      recorded: this.recorder?.records(),
    };
  }
}

/** Ids of boards may be any text; in a header only some signs may stand. */
function plain(id: string): string {
  return id.replace(/[^\w.-]/g, (sign) => `~${sign.charCodeAt(0).toString(16)}`);
}

function statusOf(stopped: RunStopped): RunStatus {
  return stopped.reason === 'limit' ? 'failed' : stopped.reason;
}
