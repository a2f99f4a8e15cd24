import { type AnyNodeType, encodeDefault, type PinJson } from '../../engine/index.js';
import type { Direction } from '../draft.js';

// Pins that a fresh node of its type does not have.

/** Outputs that an author can add to any node, to go on when it fails: naming one adds both. */
const ERROR_PINS: readonly Partial<PinJson>[] = [
  {
    name: 'auto_handle_error',
    friendly_name: 'On Error',
    data_type: 'Execution',
    default_value: encodeDefault(false),
  },
  {
    name: 'auto_handle_error_string',
    friendly_name: 'Error',
    data_type: 'String',
    default_value: encodeDefault(''),
  },
];

export const errorPins = (name: string): readonly Partial<PinJson>[] =>
  ERROR_PINS.slice(ERROR_PINS.findIndex((pin) => pin.name === name));

export const isErrorPin = (name: string): boolean => ERROR_PINS.some((pin) => pin.name === name);

/** Whether naming one more pin of this name adds it. */
export function isPinList(
  type: AnyNodeType | undefined,
  direction: Direction,
  name: string,
): boolean {
  return listSpec(type, direction, name) !== undefined;
}

/** What is known of a pin that is added under this name. */
export function addedPin(
  type: AnyNodeType | undefined,
  direction: Direction,
  name: string,
): Partial<PinJson> {
  if (direction === 'Output' && isErrorPin(name)) return errorPins(name)[0]!;
  const pin = listSpec(type, direction, name)?.pin;
  if (pin === undefined) return {};
  return {
    friendly_name: pin.title,
    description: pin.doc,
    data_type: pin.dataType,
    value_type: pin.valueType,
    default_value: pin.kind === 'data' ? encodeDefault(pin.default) : null,
  };
}

function listSpec(type: AnyNodeType | undefined, direction: Direction, name: string) {
  const specs = direction === 'Input' ? type?.inputs : type?.outputs;
  const spec = specs !== undefined && Object.hasOwn(specs, name) ? specs[name]! : undefined;
  return spec?.kind === 'list' ? spec : undefined;
}
