import type { NodeJson, PinJson } from '../node-json.js';
import { withChanges } from './changes.js';

/**
 * The node with exactly these inputs besides the declared ones. An input that is there already keeps
 * its id, wires and value and takes on the given facts; the others go, with loose ends left behind.
 */
export function withOwnedInputs(
  node: NodeJson,
  declared: readonly string[],
  wanted: ReadonlyMap<string, Partial<PinJson>>,
  createId: () => string,
): NodeJson {
  return withOwnedPins(node, 'Input', (pin) => declared.includes(pin.name), wanted, createId);
}

/** The same for pins of either direction; `isDeclared` tells which ones stay as they are. */
export function withOwnedPins(
  node: NodeJson,
  direction: PinJson['pin_type'],
  isDeclared: (pin: PinJson) => boolean,
  wanted: ReadonlyMap<string, Partial<PinJson>>,
  createId: () => string,
): NodeJson {
  const before = Object.entries(node.pins);
  const missing = new Map(wanted);
  const pins = before.flatMap(([id, pin]): [string, PinJson][] => {
    if (pin.pin_type !== direction) return [[id, pin]];
    if (isDeclared(pin)) {
      missing.delete(pin.name);
      return [[id, pin]];
    }
    const facts = wanted.get(pin.name);
    missing.delete(pin.name);
    return facts === undefined ? [] : [[id, withChanges(pin, facts)]];
  });
  let index = pins.filter(([, { pin_type }]) => pin_type === direction).length;
  for (const [name, facts] of missing) {
    const pin = { ...blankPin(createId(), name, direction, ++index), ...facts };
    pins.push([pin.id, pin]);
  }
  const same =
    pins.length === before.length && pins.every(([, pin], place) => pin === before[place]![1]);
  return same ? node : { ...node, pins: Object.fromEntries(pins) };
}

function blankPin(
  id: string,
  name: string,
  direction: PinJson['pin_type'],
  index: number,
): PinJson {
  return {
    id,
    name,
    friendly_name: name,
    description: `The value for ${name}.`,
    pin_type: direction,
    data_type: 'Generic',
    schema: null,
    value_type: 'Normal',
    depends_on: [],
    connected_to: [],
    default_value: null,
    index,
    options: null,
  };
}
