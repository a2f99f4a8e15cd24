import { BoardError } from './errors.js';
import { parseValue } from './parse-value.js';
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
  readonly defaultValue: Value | undefined;
  readonly exposed: boolean;
  readonly secret: boolean;
  readonly runtimeConfigured: boolean;
}

const DATA_TYPES = [
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

const VALUE_TYPES = ['Normal', 'Array', 'HashMap', 'HashSet'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** In ascending order; a run stores the position in this list. */
export const LOG_LEVELS = ['Debug', 'Info', 'Warn', 'Error', 'Fatal'] as const;
export type LogLevelName = (typeof LOG_LEVELS)[number];

const DIRECTIONS = ['Input', 'Output'] as const;

/**
 * Reads a board's JSON. Lenient where old files lack a field, strict where a wrong shape would change
 * what the board does. Throws BoardError naming the place.
 */
export function readBoard(json: unknown): Board {
  const board = objectAt(json, 'board');
  return {
    id: stringAt(board['id'], 'id'),
    name: stringAt(board['name'] ?? '', 'name'),
    version: readVersion(board['version']),
    logLevel: oneOf(LOG_LEVELS, board['log_level'] ?? 'Info', 'log_level'),
    nodes: readMap(board['nodes'], 'nodes', readNode),
    layers: readMap(board['layers'], 'layers', readLayer),
    variables: readMap(board['variables'], 'variables', readVariable),
  };
}

function readNode(id: string, node: Fields, path: string): BoardNode {
  const name = stringAt(node['name'], `${path}.name`);
  return {
    id,
    name,
    friendlyName: stringAt(node['friendly_name'] ?? name, `${path}.friendly_name`),
    start: node['start'] === true,
    pins: readMap(node['pins'], `${path}.pins`, readPin),
  };
}

function readLayer(id: string, layer: Fields, path: string): BoardLayer {
  return { id, pins: readMap(layer['pins'], `${path}.pins`, readPin) };
}

function readPin(id: string, pin: Fields, path: string): BoardPin {
  return {
    id,
    name: stringAt(pin['name'], `${path}.name`),
    direction: oneOf(DIRECTIONS, pin['pin_type'], `${path}.pin_type`),
    dataType: oneOf(DATA_TYPES, pin['data_type'], `${path}.data_type`),
    valueType: oneOf(VALUE_TYPES, pin['value_type'] ?? 'Normal', `${path}.value_type`),
    index: typeof pin['index'] === 'number' ? pin['index'] : 0,
    dependsOn: readIds(pin['depends_on'], `${path}.depends_on`),
    connectedTo: readIds(pin['connected_to'], `${path}.connected_to`),
    defaultValue: readDefault(pin['default_value'], `${path}.default_value`),
  };
}

function readVariable(id: string, variable: Fields, path: string): Variable {
  return {
    id,
    name: stringAt(variable['name'] ?? id, `${path}.name`),
    defaultValue: readDefault(variable['default_value'], `${path}.default_value`),
    exposed: variable['exposed'] === true,
    secret: variable['secret'] === true,
    runtimeConfigured: variable['runtime_configured'] === true,
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Defaults are stored as the UTF-8 bytes of a JSON text; one that can't be read counts as absent. */
function readDefault(bytes: unknown, path: string): Value | undefined {
  if (bytes === null || bytes === undefined) return undefined;
  if (!Array.isArray(bytes)) throw new BoardError(path, 'must be an array of bytes or null');
  try {
    return deepFreeze(parseValue(utf8.decode(Uint8Array.from(bytes as number[]))));
  } catch {
    return undefined;
  }
}

/** Defaults are shared by every run of a board: a node that changed one in place would fail at once. */
function deepFreeze(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part as Value);
  return Object.freeze(value);
}

type Fields = Readonly<Record<string, unknown>>;

function readMap<T>(
  map: unknown,
  path: string,
  read: (id: string, item: Fields, path: string) => T,
): T[] {
  if (map === null || map === undefined) return [];
  return Object.entries(objectAt(map, path)).map(([id, item]) =>
    read(id, objectAt(item, `${path}.${id}`), `${path}.${id}`),
  );
}

function readIds(ids: unknown, path: string): string[] {
  if (ids === null || ids === undefined) return [];
  if (!Array.isArray(ids)) throw new BoardError(path, 'must be an array of pin ids');
  if (ids.length === 0) return ids as string[];
  for (const id of ids) stringAt(id, path);
  return ids.length === 1 ? (ids as string[]) : [...new Set(ids as string[])].sort();
}

function readVersion(version: unknown): readonly [number, number, number] {
  if (version === null || version === undefined) return [0, 0, 1];
  const valid =
    Array.isArray(version) &&
    version.length === 3 &&
    version.every((part) => Number.isInteger(part));
  if (!valid) throw new BoardError('version', 'must be three whole numbers, such as [0, 0, 1]');
  return version as unknown as [number, number, number];
}

function objectAt(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BoardError(path, 'must be an object');
  return value as Fields;
}

function stringAt(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new BoardError(path, 'must be a string');
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, path: string): T {
  if (!allowed.includes(value as T))
    throw new BoardError(path, `must be one of ${allowed.join(', ')}`);
  return value as T;
}
