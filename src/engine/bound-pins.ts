import type { Activation } from './activation.js';
import { NodeError } from './errors.js';
import type { CompiledNode } from './program.js';
import type { Value } from './value.js';

/** Slot that never holds a value: where an unconnected pin looks. */
export const NO_SLOT = 0;

/**
 * Where the value of an input comes from, worked out once at compile time: the first of `slots` that
 * holds a value, else `fallback`, else the error `fault`.
 */
export interface PinSource {
  readonly slots: readonly number[];
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
    this.slot = source.slots[0] ?? NO_SLOT;
  }

  /** The present value, checked. Throws NodeError when there is none or it has the wrong kind. */
  read(at: Activation): T {
    let value = at.frame.overrides === null ? at.run.slots[this.slot] : undefined;
    if (value === undefined) value = this.resolve(at);
    return this.decode(value, this.name);
  }

  private resolve(at: Activation): Value {
    const { slots } = at.run;
    const { overrides } = at.frame;
    for (const slot of this.source.slots) {
      const value = overrides?.get(slot) ?? slots[slot];
      if (value !== undefined) return value;
    }
    if (this.source.fallback !== undefined) return this.source.fallback;
    throw new NodeError(this.source.fault);
  }
}

/** A data output of one placed node. What is written stays until it is overwritten. */
export class Output<T> {
  constructor(
    readonly name: string,
    readonly slot: number,
    private readonly encode: (value: T) => Value,
  ) {}

  write(at: Activation, value: T): void {
    const encoded = this.encode(value);
    if (typeof encoded === 'string' && encoded.length > at.run.limits.textCharacters)
      throw new NodeError(`The text for pin '${this.name}' is longer than the limit of a run`);
    at.run.slots[this.slot] = encoded;
  }
}

/** An execution output. Once on it stays on until the node turns it off. */
export class ExecOutput {
  /** The nodes wired to this pin, in id order; filled in when all nodes are known. */
  targets: readonly CompiledNode[] = [];

  constructor(
    readonly name: string,
    readonly slot: number,
  ) {}

  on(at: Activation): void {
    at.run.slots[this.slot] = true;
  }

  off(at: Activation): void {
    at.run.slots[this.slot] = false;
  }
}

/** Stands for a pin the placed node lacks: any use is an error of the node, not of the board. */
export function missingPin(name: string): NodeError {
  return new NodeError(`Pin ${name} not found`);
}
