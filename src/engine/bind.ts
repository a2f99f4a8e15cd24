import type { BoardPin } from './board.js';
import { ExecInput, ExecOutput, Input, Memory, missingPin, NO_SLOT, Output } from './bound-pins.js';
import type { AnyNodeType, BoundPins } from './node-type.js';
import type { DataPin, PinSpec, PinSpecs } from './pins.js';
import type { Value } from './value.js';
import type { Wiring } from './wiring.js';

/** The pins of one placed node, sorted by index. */
export interface PlacedPins {
  readonly inputs: readonly BoardPin[];
  readonly outputs: readonly BoardPin[];
  readonly execOutputs: ReadonlyMap<BoardPin, ExecOutput>;
}

const RESERVED = new Set(['auto_handle_error', 'auto_handle_error_string']);
const asIs = (value: Value): Value => value;

/** Gives a node type the pins of one placed node, found by name. */
export function bindPins(
  type: AnyNodeType,
  placed: PlacedPins,
  wiring: Wiring,
): BoundPins<PinSpecs, PinSpecs> {
  const input = (pin: BoardPin, decode: DataPin<unknown>['decode']) =>
    new Input(pin.name, wiring.sourceOf(pin), decode);
  const bindInput = (name: string, spec: PinSpec): unknown => {
    const found = placed.inputs.filter((pin) => pin.name === name);
    if (spec.kind === 'exec') return new ExecInput(name, found[0]?.id ?? '');
    if (spec.kind === 'list') {
      const { pin: item } = spec;
      return found.map((pin) =>
        item.kind === 'exec' ? new ExecInput(name, pin.id) : input(pin, item.decode),
      );
    }
    return found[0] === undefined ? missingInput(name) : input(found[0], spec.decode);
  };
  const bindOutput = (name: string, spec: PinSpec): unknown => {
    const found = placed.outputs.filter((pin) => pin.name === name);
    if (spec.kind === 'list') return found.map((pin) => placed.execOutputs.get(pin));
    const pin = found[0];
    if (spec.kind === 'exec')
      return (pin && placed.execOutputs.get(pin)) ?? new MissingExecOutput(name, NO_SLOT);
    return pin === undefined
      ? missingOutput(name)
      : new Output(name, wiring.slotOf(pin), spec.encode);
  };
  return {
    inputs: mapEntries(type.inputs, bindInput),
    outputs: mapEntries(type.outputs, bindOutput),
    extra: {
      inputs: byName(
        undeclared(placed.inputs, type.inputs),
        (pin) => input(pin, asIs) as Input<Value>,
      ),
      outputs: byName(
        undeclared(placed.outputs, type.outputs),
        (pin) => new Output<Value>(pin.name, wiring.slotOf(pin), asIs),
      ),
    },
    execOutputs: [...placed.execOutputs.values()].filter(({ name }) => !RESERVED.has(name)),
    memory: () => new Memory(wiring.slotCount++),
  } as BoundPins<PinSpecs, PinSpecs>;
}

function undeclared(pins: readonly BoardPin[], specs: PinSpecs): BoardPin[] {
  return pins.filter(
    (pin) =>
      pin.dataType !== 'Execution' && !RESERVED.has(pin.name) && !Object.hasOwn(specs, pin.name),
  );
}

/** Of several pins with one name the first by index counts. */
function byName<T>(pins: readonly BoardPin[], bind: (pin: BoardPin) => T): Map<string, T> {
  const found = new Map<string, T>();
  for (const pin of pins) if (!found.has(pin.name)) found.set(pin.name, bind(pin));
  return found;
}

function mapEntries(specs: PinSpecs, bind: (name: string, spec: PinSpec) => unknown): object {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, bind(name, spec)]));
}

function missingInput(name: string): Input<unknown> {
  const source = { slots: [], fallback: undefined, fault: missingPin(name).message };
  return new Input(name, source, asIs);
}

function missingOutput(name: string): Output<unknown> {
  return new Output<unknown>(name, NO_SLOT, () => {
    throw missingPin(name);
  });
}

class MissingExecOutput extends ExecOutput {
  override on(): void {
    throw missingPin(this.name);
  }

  override off(): void {
    throw missingPin(this.name);
  }
}
