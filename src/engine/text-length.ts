import { NodeError } from './errors.js';
import { Float, MAX_DEPTH, type Value } from './value.js';

/**
 * About how many characters the JSON text of a value has; anything beyond `limit` once it is beyond it.
 * Throws NodeError for a value nested so deeply that it can't be written.
 */
export function textLength(value: Value, limit: number): number {
  let length = 0;
  add(value, 0);
  return length;

  function add(part: Value, depth: number): void {
    if (typeof part === 'string') length += part.length + 2;
    else if (typeof part !== 'object' || part === null || part instanceof Float) length += 4;
    else addParts(part, depth);
  }

  function addParts(whole: object, depth: number): void {
    if (depth === MAX_DEPTH)
      throw new NodeError(`The value is nested deeper than ${MAX_DEPTH} levels`);
    length += 2;
    const isList = Array.isArray(whole);
    for (const key of isList ? whole.keys() : Object.keys(whole)) {
      if (length > limit) return;
      length += isList ? 1 : (key as string).length + 4;
      add((whole as Record<string | number, Value>)[key]!, depth + 1);
    }
  }
}
