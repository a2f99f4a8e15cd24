import {
  isObject,
  NodeError,
  parseValue,
  printValue,
  sortedKeys,
  type Value,
} from '../../engine/index.js';

/** A text as it is, anything else as JSON with its members by name; throws NodeError for what can't be written. */
export function textOf(value: Value, pretty: boolean): string {
  return typeof value === 'string' ? value : jsonTextOf(value, pretty);
}

export function jsonTextOf(value: Value, pretty: boolean): string {
  return printValue(value, pretty ? 2 : 0, true);
}

/** What a JSON text says, with the members of all objects by name. Throws NodeError for a text that is none. */
export function parseSorted(text: string): Value {
  const value = tryParse(text);
  if (value instanceof SyntaxError) throw new NodeError(`This is no JSON: ${value.message}`);
  return sortMembers(value);
}

export function tryParse(text: string): Value | SyntaxError {
  try {
    return parseValue(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return thrown;
    throw thrown;
  }
}

/** What was just parsed is nobody else's and not deep. */
function sortMembers(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(sortMembers);
  if (!isObject(value)) return value;
  return Object.fromEntries(sortedKeys(value).map((key) => [key, sortMembers(value[key]!)]));
}
