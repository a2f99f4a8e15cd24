import type { AnyJson } from './api-client.js';

/** A default as boards hold it. */
export const bytes = (value: unknown) => [...Buffer.from(JSON.stringify(value))];
/** A log node as the editor places it, with ids of its own making. */
export function logNode(id: string): AnyJson {
  const pin = (name: string, pin_type: string, data_type: string, index: number) => ({
    id: `${id}-${name}`,
    name,
    friendly_name: name,
    description: '',
    pin_type,
    data_type,
    schema: null,
    value_type: 'Normal',
    depends_on: [],
    connected_to: [],
    default_value: null,
    index,
    options: null,
  });
  const pins = [
    pin('exec_in', 'Input', 'Execution', 1),
    pin('message', 'Input', 'String', 2),
    pin('exec_out', 'Output', 'Execution', 1),
  ];
  return {
    id,
    name: 'log_info',
    friendly_name: 'Print',
    description: 'Prints',
    category: 'Logging',
    coordinates: [0, 0, 0],
    pins: Object.fromEntries(pins.map((one) => [one.id, one])),
    pin_in_names: ['for the search of the editor'],
  };
}
