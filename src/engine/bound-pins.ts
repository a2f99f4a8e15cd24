import type { Activation } from './activation.js';
import type { BoardPin } from './board.js';
import { NodeError } from './errors.js';
import type { Entrance } from './program.js';
import type { Run } from './run.js';
import { Float, type Value } from './value.js';

/** Slot that never holds a value: where an unconnected pin looks. */
export const NO_SLOT = 0;

/**
 * Where the value of an input comes from, worked out once at compile time: what the slot holds, else
 * `fallback`, else the error `fault`.
 */
export interface PinSource {
  readonly slot: number;
  readonly fallback: Value | undefined;
  readonly fault: string;
}

/** An input pin of one placed node. */
export class Input<T> {
  private readonly slot: number;

  constructor(
    readonly name: string,
    private readonly source: PinSource,
    private readonly decode: (value: Value, pin: string) => T,
  ) {
    this.slot = source.slot;
  }

  /** The present value, checked. Throws NodeError when there is none or it has the wrong kind. */
  read(at: Activation): T {
    let value = at.frame.overrides === null ? at.run.slots[this.slot] : undefined;
    if (value === undefined) value = this.resolve(at);
    if (typeof value === 'string' || typeof value === 'object') spend(at.run, value);
    return this.decode(value, this.name);
  }

  private resolve(at: Activation): Value {
    let value = at.frame.overrides?.get(this.slot);
    if (value === undefined) value = at.run.slots[this.slot];
    if (value === undefined) value = this.source.fallback;
    if (value === undefined) throw new NodeError(this.source.fault);
    return value;
  }
}

/** A guess: counting the members of each object that is passed on would cost more than it tells. */
const PER_OBJECT = 64;
/** A text or a list from this length on may have taken its node long. */
const LONG = 1024;
/** The size of structures and of what is in lists only a walk would tell: a few of them use up the fuel. */
const PER_STRUCTURE = 8;

/** After nodes that handled what may be large the run looks at the clock sooner. */
function spend(run: Run, value: string | object | null): void {
  if (typeof value === 'string' || Array.isArray(value)) {
    if (value.length >= LONG) run.fuel = 0;
    else if (typeof value !== 'string') run.fuel -= PER_STRUCTURE;
  } else if (value !== null && !(value instanceof Float)) run.fuel -= PER_STRUCTURE;
}

/** A data output of one placed node. What is written stays until it is overwritten. */
export class Output<T> {
  constructor(
    readonly name: string,
    readonly slot: number,
    private readonly encode: (value: T) => Value,
    /** What the placed pin carries, which its board may have changed. */
    readonly type: Pick<BoardPin, 'dataType' | 'valueType'>,
  ) {}

  write(at: Activation, value: T): void {
    const encoded = this.encode(value);
    if (typeof encoded === 'string' || typeof encoded === 'object') this.charge(at.run, encoded);
    setSlot(at, this.slot, encoded);
  }

  /** Charges the run for the memory of a value. Throws NodeError for one that is too large. */
  private charge(run: Run, value: string | object | null): void {
    const { limits, memory } = run;
    spend(run, value);
    if (typeof value === 'string') {
      if (value.length > limits.textCharacters) throw this.tooLarge('text', limits.textCharacters);
      memory.wrote(2 * value.length);
    } else if (Array.isArray(value)) {
      if (value.length > limits.arrayItems) throw this.tooLarge('array', limits.arrayItems);
      memory.wroteList(value);
    } else memory.wrote(PER_OBJECT);
  }

  private tooLarge(what: string, limit: number): NodeError {
    return new NodeError(`The ${what} for pin '${this.name}' is longer than ${limit}`);
  }
}

/**
 * Sets what an output holds. A parallel branch keeps it for itself too, so that what it reads next is what
 * it wrote, whatever its neighbours did meanwhile.
 */
export function setSlot(at: Activation, slot: number, value: Value): void {
  at.run.slots[slot] = value;
  const { overrides } = at.frame;
  if (overrides !== null) overrides.set(slot, value);
}

/** An execution input. */
export class ExecInput {
  constructor(
    readonly name: string,
    /** Undefined for a pin that the placed node lacks. */
    private readonly id: string | undefined,
  ) {}

  /** Whether control came in here this time; several pins at once are possible. */
  entered(at: Activation): boolean {
    return this.id !== undefined && at.entrance.leadsThrough(this.id);
  }
}

/** What a placed node remembers from one activation to the next, for every run anew. */
export class Memory<T extends Value> {
  constructor(private readonly slot: number) {}

  /** Undefined until the first write of the run. */
  read(at: Activation): T | undefined {
    return at.run.slots[this.slot] as T | undefined;
  }

  /** All parallel branches see it. */
  write(at: Activation, value: T): void {
    at.run.slots[this.slot] = value;
  }
}

/** An execution output. Once on it stays on until the node turns it off. */
export class ExecOutput {
  /** Where its wires lead, in the order of the nodes' ids; filled in when all nodes are known. */
  targets: readonly Entrance[] = [];

  constructor(
    readonly name: string,
    readonly slot: number,
  ) {}

  on(at: Activation): void {
    setSlot(at, this.slot, true);
  }

  off(at: Activation): void {
    setSlot(at, this.slot, false);
  }
}
