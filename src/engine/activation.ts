import { NodeError } from './errors.js';
import type { FileStore, Host, HttpClient } from './host.js';
import { DEBUG, ERROR, INFO, WARN } from './journal.js';
import type { CompiledNode, Entrance } from './program.js';
import type { Run } from './run.js';
import type { UserContext } from './run-options.js';
import type { Value } from './value.js';

/** What the activations of one sub-run have in common. */
export interface Frame {
  /** Nodes that must not run again inside this frame; they are skipped silently. */
  readonly guard: ReadonlySet<CompiledNode> | null;
  /** Of a parallel branch: its own values of slots, given to it or written by it. They win over the run's. */
  readonly overrides: Map<number, Value> | null;
  /** Ends this sub-run before the run ends; its reason is a RunStopped. */
  readonly signal: AbortSignal | null;
  /** How many sub-runs this one lies within. */
  readonly depth: number;
  /** The first node is called as a function: its outputs are set, it ignores the payload. */
  readonly delegated: boolean;
}

export const ROOT_FRAME: Frame = {
  guard: null,
  overrides: null,
  signal: null,
  depth: 0,
  delegated: false,
};

/** One running of one node: what its body sees of the run. */
export class Activation {
  readonly node: CompiledNode;

  constructor(
    readonly run: Run,
    /** How control came in. */
    readonly entrance: Entrance,
    readonly frame: Frame,
    /** Position among the activations of the run; log lines are ordered by it. */
    readonly position: number,
  ) {
    this.node = entrance.node;
  }

  get host(): Host {
    return this.run.host;
  }

  /** Throws NodeError where boards may not talk HTTP. */
  get http(): HttpClient {
    return this.host.http ?? missing('HTTP requests');
  }

  /** Throws NodeError where boards have no files. */
  get files(): FileStore {
    return this.host.files ?? missing('files');
  }

  /** For whom the board runs. */
  get user(): UserContext | undefined {
    return this.run.user;
  }

  /** Where the run stands in a trace that began outside, as the header of that name has it. */
  get traceparent(): string | undefined {
    return this.run.traceparent;
  }

  /**
   * A new name for what this node is about to do outside, `<run>:<node>:<count>`: a run that is repeated from
   * its start comes to the same names. Undefined in runs without an id.
   */
  nextIdempotencyKey(): string | undefined {
    return this.run.nextIdempotencyKey(this.node);
  }

  /** Aborts when the run, or the part of it this belongs to, must end. Waiting nodes pass it on. */
  get signal(): AbortSignal {
    return this.frame.signal ?? this.run.signal;
  }

  /** The same activation, to be ended by a signal of its own. */
  within(signal: AbortSignal): Activation {
    return new Activation(this.run, this.entrance, { ...this.frame, signal }, this.position);
  }

  /** For loops whose rounds may run no node at all: ends what must end, lets others go first. */
  breathe(): void | Promise<void> {
    this.frame.signal?.throwIfAborted();
    return --this.run.fuel <= 0 ? this.run.refuel() : undefined;
  }

  /** The input of the run; only its start node may read it. Throws NodeError elsewhere. */
  get payload(): Value | undefined {
    if (this.node !== this.run.start) throw new NodeError('Payload not found');
    return this.run.payload;
  }

  /** Whether Debug lines are kept; saves making texts that nobody reads. */
  get logsDebug(): boolean {
    return this.run.keeps(DEBUG);
  }

  debug(message: string): void {
    if (this.logsDebug) this.run.log(this, DEBUG, message);
  }

  info(message: string): void {
    this.run.log(this, INFO, message);
  }

  warn(message: string): void {
    this.run.log(this, WARN, message);
  }

  error(message: string): void {
    this.run.log(this, ERROR, message);
  }

  /** Sends an event to whoever follows the run. Throws NodeError for a value that can't be written. */
  emit(type: string, payload: Value): void {
    this.run.emit(type, payload);
  }

  /** Sets what the run returns; the last one counts. Throws NodeError for what can't be kept. */
  setResult(value: Value): void {
    this.run.setResult(value);
  }

  getVariable(id: string): Value {
    return this.run.variables[this.variableIndex(id)]!;
  }

  setVariable(id: string, value: Value): void {
    this.run.variables[this.variableIndex(id)] = value;
  }

  describeVariable(id: string): { readonly name: string; readonly secret: boolean } {
    return this.run.program.variables[this.variableIndex(id)]!;
  }

  private variableIndex(id: string): number {
    const index = this.run.program.variableIndex.get(id);
    if (index === undefined) throw new NodeError('Variable not found');
    return index;
  }
}

function missing(what: string): never {
  throw new NodeError(`There are no ${what} where this board runs`);
}
