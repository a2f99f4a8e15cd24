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
  const before = Object.entries(node.pins);
  const missing = new Map(wanted);
  const pins = before.flatMap(([id, pin]): [string, PinJson][] => {
    if (pin.pin_type !== 'Input' || declared.includes(pin.name)) return [[id, pin]];
    const facts = wanted.get(pin.name);
    missing.delete(pin.name);
    return facts === undefined ? [] : [[id, withChanges(pin, facts)]];
  });
  for (const name of declared) missing.delete(name);
  let index = pins.filter(([, { pin_type }]) => pin_type === 'Input').length;
  for (const [name, facts] of missing) {
    const pin = { ...blankInput(createId(), name, ++index), ...facts };
    pins.push([pin.id, pin]);
  }
  const same =
    pins.length === before.length && pins.every(([, pin], place) => pin === before[place]![1]);
  return same ? node : { ...node, pins: Object.fromEntries(pins) };
}

function blankInput(id: string, name: string, index: number): PinJson {
  return {
    id,
    name,
    friendly_name: name,
    description: `The value for ${name}.`,
    pin_type: 'Input',
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
