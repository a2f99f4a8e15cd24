import { BoardError } from '../../errors.js';
import { parseValue } from '../../parse-value.js';
import { printValue } from '../../print-value.js';
import { Float, type Value, type ValueObject } from '../../value.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

/**
 * The JSON schema of a struct in one form: compact, names ascending. An example of such a struct gives a
 * schema that takes everything like it. Throws BoardError for what is no JSON.
 */
export function structSchema(text: string): string {
  const value = parse(text);
  const isOne = typeof value === 'boolean' || isSchema(value);
  return printValue(sorted(isOne ? value : { $schema: DIALECT, ...schemaOf(value) }));
}

function parse(text: string): Value {
  try {
    return parseValue(text);
  } catch {
    throw new BoardError('variable.schema', 'must be a JSON schema, or an example in JSON');
  }
}

/** Only a schema says so of itself, or has fields whose values make sense in schemas alone. */
function isSchema(value: Value): value is ValueObject {
  if (!isObject(value)) return false;
  const { type, properties, $schema, $ref } = Object.fromEntries(Object.entries(value));
  const types = Array.isArray(type) ? (type as readonly Value[]) : [type];
  return (
    typeof $schema === 'string' ||
    typeof $ref === 'string' ||
    (types.length > 0 && types.every((name) => TYPES.includes(name as string))) ||
    (isObject(properties ?? null) && Object.values(properties as ValueObject).every(isSchema)) ||
    ['anyOf', 'oneOf', 'allOf'].some(
      (field) => Object.hasOwn(value, field) && Array.isArray(value[field]),
    )
  );
}

/** What an example stands for; null may stand for anything. */
function schemaOf(value: Value): ValueObject {
  if (Array.isArray(value)) {
    const items = [...new Map((value as readonly Value[]).map(schemaOf).map(byText)).values()];
    if (items.length === 0) return { type: 'array' };
    return { type: 'array', items: items.length === 1 ? items[0]! : { anyOf: items } };
  }
  if (isObject(value)) {
    const properties = Object.entries(value).map(([name, member]) => [
      name,
      schemaOf(member as Value),
    ]);
    return { type: 'object', properties: Object.fromEntries(properties) as ValueObject };
  }
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  if (typeof value === 'bigint') return { type: 'integer' };
  if (value instanceof Float) return { type: 'number' };
  return value === null ? {} : { type: typeof value };
}

const byText = (schema: ValueObject): [string, ValueObject] => [printValue(schema), schema];

function sorted(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(sorted);
  if (!isObject(value)) return value;
  const members = Object.keys(value)
    .sort()
    .map((name) => [name, sorted(value[name] as Value)]);
  return Object.fromEntries(members) as ValueObject;
}

function isObject(value: Value): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Float)
  );
}
