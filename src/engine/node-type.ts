import type { Activation } from './activation.js';
import type { ExecOutput, Input, Output } from './bound-pins.js';
import type { DataPin, ExecPin, PinList, PinSpecs } from './pins.js';
import type { Value } from './value.js';

type BoundInputs<S extends PinSpecs> = {
  readonly [K in keyof S]: S[K] extends PinList<DataPin<infer T>>
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
  /** Every execution output of the placed node. */
  readonly execOutputs: readonly ExecOutput[];
}

/** What one activation of a placed node does. Returns a promise only when it has to wait. */
export type NodeBody = (at: Activation) => void | Promise<void>;

export interface NodeType<I extends PinSpecs = PinSpecs, O extends PinSpecs = PinSpecs> {
  /** Key in the catalog and in boards. */
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly category: string;
  /** A run can start here. */
  readonly start?: boolean;
  /** Only a hint for editors: activations may take long. */
  readonly longRunning?: boolean;
  /** Only a hint for editors: the node answers the caller of the run. */
  readonly eventCallback?: boolean;
  readonly inputs: I;
  readonly outputs: O;
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
