import { NodeError } from './errors.js';
import { MAX_DEPTH, type Value, type ValueObject } from './value.js';

/** Each part counts as so many characters at least, as for `printValue`. */
const LEAST = 8;

/**
 * About how many characters the JSON text of a value has; anything beyond `limit` once it is beyond it.
 * Throws NodeError for a value nested so deeply that it can't be written.
 */
export function textLength(value: Value, limit: number): number {
  return add(value, 0, limit, 0);
}

function add(value: Value, length: number, limit: number, depth: number): number {
  if (typeof value === 'string') return length + Math.max(LEAST, value.length + 2);
  // A boxed float has one member, which makes about the same.
  if (typeof value !== 'object' || value === null) return length + LEAST;
  if (depth === MAX_DEPTH)
    throw new NodeError(`The value is nested deeper than ${MAX_DEPTH} levels`);
  let total = length + LEAST;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && total <= limit; index++)
      total = add(value[index] as Value, total, limit, depth + 1);
    return total;
  }
  for (const [key, member] of Object.entries(value as ValueObject)) {
    if (total > limit) break;
    total = add(member, total + key.length, limit, depth + 1);
  }
  return total;
}
