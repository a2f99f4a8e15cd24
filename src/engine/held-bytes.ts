import { Float, type Value } from './value.js';

const PER_VALUE = 16;

/**
 * Roughly how much memory values take; counts what several of them share once, but texts each time.
 * Stops counting beyond `limit`.
 */
export function heldBytes(values: readonly (Value | undefined)[], limit: number): number {
  const seen = new Set<object>();
  const open: (readonly (Value | undefined)[])[] = [values];
  let bytes = 0;
  for (let list = open.pop(); list !== undefined && bytes <= limit; list = open.pop()) {
    bytes += PER_VALUE * list.length;
    for (const value of list) {
      if (typeof value === 'string') bytes += 2 * value.length;
      else if (typeof value === 'object' && value !== null && !(value instanceof Float)) {
        if (seen.has(value)) continue;
        seen.add(value);
        open.push(Array.isArray(value) ? (value as readonly Value[]) : Object.values(value));
      }
    }
  }
  return bytes;
}
