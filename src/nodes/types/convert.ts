import {
  type BoardPin,
  Float,
  isObject,
  printValue,
  toFloatValue,
  type Value,
} from '../../engine/index.js';
import { toDate } from './date.js';
import { tryParse } from './json-text.js';
import { numberOf, toByte, toInteger } from './number.js';

// What values become when they must have another type; undefined for what can't be converted.

type Converted = Value | undefined;
type DataType = BoardPin['dataType'];

const CONVERSIONS: Readonly<Record<DataType, (value: Value) => Converted>> = {
  String: (value) => (typeof value === 'string' ? value : printValue(value, 2)),
  Integer: toInteger,
  Float: toFloat,
  Boolean: toBoolean,
  Struct: toStruct,
  Byte: toByte,
  Date: toDate,
  PathBuf: toPath,
  Generic: () => undefined,
  Execution: () => undefined,
};

/** Of arrays, sets and maps each member. Throws NodeError for a value that can't be written. */
export function convert(
  value: Value,
  dataType: DataType,
  valueType: BoardPin['valueType'],
): Converted {
  const conversion = CONVERSIONS[dataType];
  if (valueType === 'Normal') return conversion(value);
  const container = typeof value === 'string' ? tryParse(value) : value;
  if (container instanceof SyntaxError) return undefined;
  if (valueType !== 'HashMap')
    return Array.isArray(container)
      ? convertAll(container as readonly Value[], conversion)
      : undefined;
  if (!isObject(container)) return undefined;
  const members = convertAll(Object.values(container), conversion);
  if (members === undefined) return undefined;
  return Object.fromEntries(Object.keys(container).map((key, index) => [key, members[index]!]));
}

function convertAll(
  items: readonly Value[],
  conversion: (value: Value) => Converted,
): readonly Value[] | undefined {
  const converted: Value[] = [];
  for (const item of items) {
    const next = conversion(item);
    if (next === undefined) return undefined;
    converted.push(next);
  }
  return converted;
}

function toFloat(value: Value): Converted {
  if (typeof value === 'boolean') return new Float(value ? 1 : 0);
  const number = numberOf(value);
  return number === undefined ? undefined : (toFloatValue(number) ?? undefined);
}

const TRUE = new Set(['true', 'yes', 'y', '1', 'on']);
const FALSE = new Set(['false', 'no', 'n', '0', 'off']);

function toBoolean(value: Value): Converted {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  if (typeof value === 'string') {
    const word = value.trim().toLowerCase();
    if (TRUE.has(word) || FALSE.has(word)) return TRUE.has(word);
  }
  const number = numberOf(value);
  return number === undefined ? undefined : number !== 0;
}

function toStruct(value: Value): Converted {
  if (Array.isArray(value)) return { ...(value as readonly Value[]) };
  if (isObject(value)) return value;
  if (typeof value !== 'string') return { value };
  const parsed = tryParse(value);
  return !(parsed instanceof SyntaxError) && isObject(parsed) ? parsed : undefined;
}

function toPath(value: Value): Converted {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const own = (name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);
  if (typeof own('path') === 'string') return own('path');
  const [directory, filename] = [own('directory'), own('filename')];
  if (typeof directory !== 'string' || typeof filename !== 'string') return undefined;
  return directory === '' || directory.endsWith('/')
    ? directory + filename
    : `${directory}/${filename}`;
}
