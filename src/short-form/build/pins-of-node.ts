import type { NodeJson, PinJson } from '../../engine/index.js';
import type { Direction, PinName } from '../draft.js';

/** The pins of one direction in their order: by index, then by id, as the engine reads them. */
export function pinsOf(node: Pick<NodeJson, 'pins'>, direction: Direction): PinJson[] {
  return Object.entries(node.pins ?? {})
    .filter(([, { pin_type }]) => pin_type === direction)
    .map(([id, pin]) => (pin.id === id ? pin : { ...pin, id }))
    .sort((a, b) => indexOf(a) - indexOf(b) || (a.id < b.id ? -1 : 1));
}

const indexOf = ({ index }: PinJson) => (typeof index === 'number' ? index : 0);

/** The same, each with its name and which of that name it is. */
export function pinsByName(
  node: Pick<NodeJson, 'pins'>,
  direction: Direction,
): [PinName, PinJson][] {
  const counts = new Map<string, number>();
  return pinsOf(node, direction).map((pin) => {
    const number = (counts.get(pin.name) ?? 0) + 1;
    counts.set(pin.name, number);
    return [{ name: pin.name, number }, pin];
  });
}

export const isExecution = ({ data_type }: Pick<PinJson, 'data_type'>): boolean =>
  data_type === 'Execution';

/** A pin nobody has said anything of. */
export function blankPin(id: string, name: string, direction: Direction): PinJson {
  return {
    id,
    name,
    friendly_name: name,
    description: '',
    pin_type: direction,
    data_type: 'Generic',
    schema: null,
    value_type: 'Normal',
    depends_on: [],
    connected_to: [],
    default_value: null,
    index: 0,
    options: null,
  };
}
