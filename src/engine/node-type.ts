import type { Activation } from './activation.js';
import type { ExecInput, ExecOutput, Input, Memory, Output } from './bound-pins.js';
import type { UpdateHook } from './edit/board-view.js';
import type { TypeRules } from './edit/type-rules.js';
import type { DataPin, ExecPin, PinList, PinSpecs } from './pins.js';
import type { Value } from './value.js';

type BoundInputs<S extends PinSpecs> = {
  readonly [K in keyof S]: S[K] extends PinList<ExecPin>
    ? readonly ExecInput[]
    : S[K] extends ExecPin
      ? ExecInput
      : S[K] extends PinList<DataPin<infer T>>
        ? readonly Input<T>[]
        : S[K] extends DataPin<infer T>
          ? Input<T>
          : never;
};

type BoundOutputs<S extends PinSpecs> = {
  readonly [K in keyof S]: S[K] extends PinList<ExecPin>
    ? readonly ExecOutput[]
    : S[K] extends ExecPin
      ? ExecOutput
      : S[K] extends DataPin<infer T>
        ? Output<T>
        : never;
};

/** The pins of one placed node, found by name once, when the board is compiled. */
export interface BoundPins<I extends PinSpecs, O extends PinSpecs> {
  readonly inputs: BoundInputs<I>;
  readonly outputs: BoundOutputs<O>;
  /** Data pins that the placed node has and its type does not declare, by name. */
  readonly extra: {
    readonly inputs: ReadonlyMap<string, Input<Value>>;
    readonly outputs: ReadonlyMap<string, Output<Value>>;
  };
  /** Ids of the event nodes that the placed node refers to, as functions; they need not be there. */
  readonly functions: readonly string[];
  /** Every execution output of the placed node. */
  readonly execOutputs: readonly ExecOutput[];
  /** A place to remember something in from one activation to the next; each call gives another one. */
  memory<T extends Value>(): Memory<T>;
}

/** What one activation of a placed node does. Returns a promise only when it has to wait. */
export type NodeBody = (at: Activation) => void | Promise<void>;

export interface NodeType<I extends PinSpecs = PinSpecs, O extends PinSpecs = PinSpecs> {
  /** Key in the catalog and in boards. */
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly category: string;
  /** A run can start here, and nodes that call functions can call it. */
  readonly start?: boolean;
  /** Placed nodes hold references to event nodes besides their pins. */
  readonly callsFunctions?: boolean;
  /** Only a hint for editors: activations may take long. */
  readonly longRunning?: boolean;
  /** Only a hint for editors: the node answers the caller of the run. */
  readonly eventCallback?: boolean;
  /** Milliseconds that one activation may take; then the node fails. Default: only the run's own limit. */
  readonly timeLimitMs?: number;
  readonly inputs: I;
  readonly outputs: O;
  /** Raised whenever pins change: placed nodes of an older version get the new pins at the next edit. */
  readonly version?: number;
  /**
   * Placed nodes may have data pins of other names, which a newer version leaves alone. Tells whether
   * each of these inputs must have a value.
   */
  readonly extraPins?: 'required' | 'optional';
  /** How pins take their types from what is wired to them; applied after every edit of a board. */
  readonly typeRules?: TypeRules<NoInfer<Extract<keyof I | keyof O, string>>>;
  /** What else a placed node becomes after an edit; runs after `typeRules`. */
  readonly onUpdate?: UpdateHook;
  /** Called once per placed node and compiled board; the body it returns runs at each activation. */
  bind(pins: BoundPins<I, O>): NodeBody;
}

/** A node type with its pins forgotten, as the registry and the compiler handle it. */
export interface AnyNodeType extends Omit<NodeType, 'bind'> {
  bind(pins: BoundPins<never, never>): NodeBody;
}

export function defineNode<const I extends PinSpecs, const O extends PinSpecs>(
  type: NodeType<I, O>,
): NodeType<I, O> & AnyNodeType {
  return type as NodeType<I, O> & AnyNodeType;
}
