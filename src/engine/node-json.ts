import type { AnyNodeType } from './node-type.js';
import type { DataPin, ExecPin, PinSpec } from './pins.js';
import { printValue } from './print-value.js';
import type { Value } from './value.js';

/** A pin in the ecosystem's JSON, as boards and the catalog hold it. */
export interface PinJson {
  id: string;
  name: string;
  friendly_name: string;
  description: string;
  pin_type: 'Input' | 'Output';
  data_type: string;
  schema: string | null;
  value_type: string;
  depends_on: string[];
  connected_to: string[];
  default_value: number[] | null;
  index: number;
  options: object | null;
}

/** A node in the ecosystem's JSON. */
export interface NodeJson {
  id: string;
  name: string;
  friendly_name: string;
  description: string;
  category: string;
  coordinates: number[] | null;
  pins: Record<string, PinJson>;
  start: boolean | null;
  long_running: boolean | null;
  event_callback: boolean | null;
  layer: string | null;
  /** A remark of the board's author. */
  comment?: string | null;
  /** Hint for the editor, written by update hooks. */
  error?: string | null;
  /** Version of the node type whose pins the node has. */
  version?: number | null;
  fn_refs?: FnRefsJson | null;
  oauth_providers?: string[] | null;
  required_oauth_scopes?: Record<string, string[]> | null;
  /** Marks a node of an external package. */
  wasm?: object | null;
  hash?: number | null;
}

/** Which event nodes a node may call, by id, and whether it may at all or be called itself, as an event. */
export interface FnRefsJson {
  fn_refs: string[];
  can_reference_fns: boolean;
  can_be_referenced_by_fns: boolean;
}

/** A fresh node of a type. `pinId` names its pins; `position` counts those of one name from 1. */
export function nodeJson(
  type: AnyNodeType,
  id: string,
  pinId: (direction: 'Input' | 'Output', name: string, position: number) => string,
): NodeJson {
  const pins: PinJson[] = [];
  const add = (direction: 'Input' | 'Output', specs: Readonly<Record<string, PinSpec>>) => {
    let index = 0;
    for (const [name, spec] of Object.entries(specs)) {
      const [pin, count] = spec.kind === 'list' ? [spec.pin, spec.count] : [spec, 1];
      for (let position = 1; position <= count; position++)
        pins.push(pinJson(pin, pinId(direction, name, position), name, direction, ++index));
    }
  };
  add('Input', type.inputs);
  add('Output', type.outputs);
  return {
    id,
    name: type.name,
    friendly_name: type.title,
    description: type.doc,
    category: type.category,
    coordinates: [0, 0, 0],
    pins: Object.fromEntries(pins.map((pin) => [pin.id, pin])),
    start: type.start ?? null,
    long_running: type.longRunning ?? null,
    event_callback: type.eventCallback ?? null,
    layer: null,
    fn_refs: fnRefsJson(type),
    ...(type.version === undefined ? {} : { version: type.version }),
  };
}

function fnRefsJson({ start = false, callsFunctions = false }: AnyNodeType): FnRefsJson | null {
  if (!start && !callsFunctions) return null;
  return { fn_refs: [], can_reference_fns: callsFunctions, can_be_referenced_by_fns: start };
}

function pinJson(
  pin: DataPin<unknown> | ExecPin,
  id: string,
  name: string,
  direction: 'Input' | 'Output',
  index: number,
): PinJson {
  const { options } = pin;
  return {
    id,
    name,
    friendly_name: pin.title,
    description: pin.doc,
    pin_type: direction,
    data_type: pin.dataType,
    schema: pin.schema ?? null,
    value_type: pin.valueType,
    depends_on: [],
    connected_to: [],
    default_value: pin.kind === 'data' ? encodeDefault(pin.default) : null,
    index,
    options: options
      ? {
          sensitive: options.sensitive ?? null,
          valid_values: options.validValues ?? null,
          range: options.range ?? null,
          step: options.step ?? null,
          enforce_schema: options.enforceSchema ?? null,
          enforce_generic_value_type: options.enforceGenericValueType ?? null,
        }
      : null,
  };
}

const utf8 = new TextEncoder();

/** A default as boards hold it: the bytes of its JSON text. */
export function encodeDefault(value: Value | undefined): number[] | null {
  return value === undefined ? null : [...utf8.encode(printValue(value))];
}
