import {
  Float,
  NodeError,
  type Parameter,
  parseValue,
  printValue,
  type Value,
} from '../../engine/index.js';
import { memberOf } from '../shapes.js';
import { isRequired } from './form-fields.js';

/**
 * What a form was filled in with, as the parameter's type has it: people type texts, so "3" is a number
 * where one is asked for. What was left out is the parameter's default. Throws NodeError for what does not
 * fit, and for what is missing and has no default.
 */
export function formValue(reply: Value, parameter: Parameter): Value {
  const value = memberOf(reply, parameter.name) ?? null;
  if (value === null) {
    if (!isRequired(parameter)) return parameter.default!;
    throw new NodeError(`The form was sent without '${parameter.name}'`);
  }
  const fitting = many(value, parameter);
  if (fitting === undefined)
    throw new NodeError(`The form has no ${kindOf(parameter)} in '${parameter.name}'`);
  return fitting;
}

function kindOf({ valueType, dataType }: Parameter): string {
  const kinds = { Normal: '', Array: ' array', HashSet: ' set', HashMap: ' map' } as const;
  return `${dataType}${kinds[valueType]}`;
}

/** Undefined for what does not fit. */
function many(value: Value, { valueType, dataType }: Parameter): Value | undefined {
  switch (valueType) {
    case 'Normal':
      return one(value, dataType);
    case 'Array':
    case 'HashSet': {
      const items = parsed(value);
      if (!Array.isArray(items)) return undefined;
      const fitting = (items as readonly Value[]).map((item) => one(item, dataType));
      return fitting.every((item) => item !== undefined) ? fitting : undefined;
    }
    default: {
      const map = parsed(value);
      if (!isObject(map)) return undefined;
      const fitting = Object.entries(map).map(([key, item]) => [key, one(item, dataType)] as const);
      if (fitting.some(([, item]) => item === undefined)) return undefined;
      return Object.fromEntries(fitting) as Value;
    }
  }
}

function one(value: Value, type: Parameter['dataType']): Value | undefined {
  switch (type) {
    case 'Integer':
      return integer(value);
    case 'Byte': {
      const byte = integer(value);
      return byte !== undefined && byte >= 0 && byte <= 255 ? byte : undefined;
    }
    case 'Float':
      return float(value);
    case 'Boolean':
      return boolean(value);
    case 'Struct': {
      const object = parsed(value);
      return isObject(object) ? object : undefined;
    }
    case 'Generic':
      return value;
    default:
      return typeof value === 'string' ? value : printValue(value);
  }
}

function integer(value: Value): number | undefined {
  const number = numberIn(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

function float(value: Value): Value | undefined {
  const number = numberIn(value);
  if (number === undefined || !Number.isFinite(number)) return undefined;
  return Number.isInteger(number) ? new Float(number) : number;
}

function numberIn(value: Value): number | undefined {
  if (value instanceof Float) return value.value;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > 100) return undefined;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : undefined;
}

function boolean(value: Value): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

/** What is typed into a field for objects and lists is their JSON. */
function parsed(value: Value): Value {
  if (typeof value !== 'string') return value;
  try {
    return parseValue(value);
  } catch {
    return null;
  }
}

function isObject(value: Value): value is { readonly [key: string]: Value } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Float)
  );
}
