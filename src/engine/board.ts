import {
  defaultValue,
  type Fields,
  fieldsOf,
  flag,
  ids,
  items,
  number,
  oneOf,
  text,
  version,
} from './board-fields.js';
import type { Value } from './value.js';

/** A board as the ecosystem stores it, reduced to what a run needs. Plain data, no behaviour. */
export interface Board {
  readonly id: string;
  readonly name: string;
  readonly version: readonly [number, number, number];
  readonly logLevel: LogLevelName;
  readonly nodes: readonly BoardNode[];
  readonly layers: readonly BoardLayer[];
  readonly variables: readonly Variable[];
}

export interface BoardNode {
  readonly id: string;
  /** Name of the node type in the catalog. */
  readonly name: string;
  readonly friendlyName: string;
  readonly start: boolean;
  readonly pins: readonly BoardPin[];
}

/** A layer only groups nodes; its pins pass on what arrives at them. */
export interface BoardLayer {
  readonly id: string;
  readonly name: string;
  readonly pins: readonly BoardPin[];
}

export interface BoardPin {
  readonly id: string;
  readonly name: string;
  readonly direction: 'Input' | 'Output';
  readonly dataType: DataType;
  readonly valueType: ValueType;
  readonly index: number;
  /** Ids of the pins that feed this one, ascending. */
  readonly dependsOn: readonly string[];
  /** Ids of the pins that this one feeds, ascending. */
  readonly connectedTo: readonly string[];
  /** `undefined` = no default, or one that is not JSON. */
  readonly defaultValue: Value | undefined;
}

export interface Variable {
  readonly id: string;
  readonly name: string;
  readonly dataType: DataType;
  readonly valueType: ValueType;
  readonly defaultValue: Value | undefined;
  readonly exposed: boolean;
  readonly secret: boolean;
  readonly runtimeConfigured: boolean;
}

export const DATA_TYPES = [
  'Execution',
  'String',
  'Integer',
  'Float',
  'Boolean',
  'Date',
  'PathBuf',
  'Generic',
  'Struct',
  'Byte',
] as const;
export type DataType = (typeof DATA_TYPES)[number];

export const VALUE_TYPES = ['Normal', 'Array', 'HashMap', 'HashSet'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** In ascending order; a run stores the position in this list. */
export const LOG_LEVELS = ['Debug', 'Info', 'Warn', 'Error', 'Fatal'] as const;
export type LogLevelName = (typeof LOG_LEVELS)[number];

export const DIRECTIONS = ['Input', 'Output'] as const;

/**
 * Reads a board's JSON. Lenient where old files lack a field, strict where a wrong shape would change
 * what the board does. The key of a map is the id of what stands there, whatever that says itself.
 * Throws BoardError naming the place.
 */
export function readBoard(json: unknown): Board {
  const board = fieldsOf(json, 'board');
  return {
    id: text(board, 'id'),
    name: text(board, 'name', ''),
    version: version(board, 'version'),
    logLevel: oneOf(LOG_LEVELS, board, 'log_level', 'Info'),
    nodes: items(board, 'nodes', readNode),
    layers: items(board, 'layers', readLayer),
    variables: items(board, 'variables', readVariable),
  };
}

/** Variables by id, as boards and events hold them. Throws BoardError. */
export function readVariables(variables: unknown): readonly Variable[] {
  return items({ variables }, 'variables', readVariable);
}

function readNode(id: string, node: Fields): BoardNode {
  const name = text(node, 'name');
  return {
    id,
    name,
    friendlyName: text(node, 'friendly_name', name),
    start: flag(node, 'start'),
    pins: items(node, 'pins', readPin),
  };
}

function readLayer(id: string, layer: Fields): BoardLayer {
  return { id, name: text(layer, 'name', id), pins: items(layer, 'pins', readPin) };
}

function readPin(id: string, pin: Fields): BoardPin {
  return {
    id,
    name: text(pin, 'name'),
    direction: oneOf(DIRECTIONS, pin, 'pin_type'),
    dataType: oneOf(DATA_TYPES, pin, 'data_type'),
    valueType: oneOf(VALUE_TYPES, pin, 'value_type', 'Normal'),
    index: number(pin, 'index', 0),
    dependsOn: ids(pin, 'depends_on'),
    connectedTo: ids(pin, 'connected_to'),
    defaultValue: defaultValue(pin, 'default_value'),
  };
}

function readVariable(id: string, variable: Fields): Variable {
  return {
    id,
    name: text(variable, 'name', id),
    dataType: oneOf(DATA_TYPES, variable, 'data_type', 'Generic'),
    valueType: oneOf(VALUE_TYPES, variable, 'value_type', 'Normal'),
    defaultValue: defaultValue(variable, 'default_value'),
    exposed: flag(variable, 'exposed'),
    secret: flag(variable, 'secret'),
    runtimeConfigured: flag(variable, 'runtime_configured'),
  };
}
