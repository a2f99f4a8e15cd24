import { ExecInput, ExecOutput, Input, Memory, NO_SLOT, Output } from './bound-pins.js';
import { isErrorPin } from './error-pins.js';
import { NodeError } from './errors.js';
import type { AnyNodeType, BoundPins } from './node-type.js';
import type { DataPin, PinSpec, PinSpecs } from './pins.js';
import type { Value } from './value.js';
import type { PlacedNode, PlacedPin } from './placed-node.js';
import type { Wiring } from './wiring.js';

const asIs = (value: Value): Value => value;

/** The pins of one placed node as its type declares them, found by name; of several the first by index. */
export class PinBinder {
  readonly inputs: object;
  readonly outputs: object;
  readonly memory = () => new Memory(this.wiring.slotCount++);

  constructor(
    private readonly type: AnyNodeType,
    private readonly placed: PlacedNode,
    private readonly allExecOutputs: readonly ExecOutput[],
    private readonly wiring: Wiring,
  ) {
    this.inputs = mapSpecs(type.inputs, (name, spec) => this.bindInput(name, spec));
    this.outputs = mapSpecs(type.outputs, (name, spec) => this.bindOutput(name, spec));
  }

  get extra(): BoundPins<PinSpecs, PinSpecs>['extra'] {
    const { placed, type } = this;
    return {
      inputs: extraPins(placed.inputs, type.inputs, (pin) => this.input(pin, asIs) as Input<Value>),
      outputs: extraPins(placed.outputs, type.outputs, (pin) => output<Value>(pin, asIs)),
    };
  }

  get functions(): readonly string[] {
    return this.placed.node.functions;
  }

  get execOutputs(): readonly ExecOutput[] {
    return this.allExecOutputs.filter((exec) => !isErrorPin(exec));
  }

  private bindInput(name: string, spec: PinSpec): unknown {
    const { inputs } = this.placed;
    if (spec.kind === 'list') {
      const { pin: item } = spec;
      const bind = (placed: PlacedPin) =>
        item.kind === 'exec' ? execInput(name, placed) : this.input(placed, item.decode);
      return inputs.filter(({ pin }) => pin.name === name).map(bind);
    }
    const found = inputs.find(({ pin }) => pin.name === name);
    if (spec.kind === 'exec') return execInput(name, found);
    return found === undefined ? missingInput(name) : this.input(found, spec.decode);
  }

  private bindOutput(name: string, spec: PinSpec): unknown {
    const execs = this.allExecOutputs;
    if (spec.kind === 'list') return execs.filter((exec) => exec.name === name);
    if (spec.kind === 'exec')
      return execs.find((exec) => exec.name === name) ?? new MissingExecOutput(name, NO_SLOT);
    const found = this.placed.outputs.find(({ pin }) => pin.name === name);
    return found === undefined ? missingOutput(name) : output(found, spec.encode);
  }

  private input(placed: PlacedPin, decode: DataPin<unknown>['decode']): Input<unknown> {
    return new Input(placed.pin.name, this.wiring.sourceOf(placed), decode);
  }
}

function output<T>({ pin, slot }: PlacedPin, encode: (value: T) => Value): Output<T> {
  return new Output(pin.name, slot, encode, pin);
}

function execInput(name: string, placed: PlacedPin | undefined): ExecInput {
  return new ExecInput(name, placed?.pin.id);
}

function mapSpecs(specs: PinSpecs, bind: (name: string, spec: PinSpec) => unknown): object {
  const bound: Record<string, unknown> = {};
  for (const name in specs) bound[name] = bind(name, specs[name]!);
  return bound;
}

/** Data pins that a type does not declare. */
function extraPins<T>(
  pins: readonly PlacedPin[],
  declared: PinSpecs,
  bind: (placed: PlacedPin) => T,
): ReadonlyMap<string, T> {
  const extra = new Map<string, T>();
  for (const placed of pins) {
    const { name } = placed.pin;
    const isExtra = !placed.isExec && !isErrorPin(placed.pin) && !Object.hasOwn(declared, name);
    if (isExtra && !extra.has(name)) extra.set(name, bind(placed));
  }
  return extra;
}

// A pin the placed node lacks: any use of it is an error of the node, not of the board.

const notFound = (pin: string) => `Pin ${pin} not found`;

function missingInput(name: string): Input<unknown> {
  return new Input(name, { slot: NO_SLOT, fallback: undefined, fault: notFound(name) }, asIs);
}

function missingOutput(name: string): Output<unknown> {
  const fail = () => {
    throw new NodeError(notFound(name));
  };
  return new Output<unknown>(name, NO_SLOT, fail, { dataType: 'Generic', valueType: 'Normal' });
}

class MissingExecOutput extends ExecOutput {
  override on(): void {
    throw new NodeError(notFound(this.name));
  }

  override off(): void {
    throw new NodeError(notFound(this.name));
  }
}
