import { Float, type Value } from '../../engine/index.js';

/** A value as JSON.parse would have read it. */
export function plainJson(value: Value): unknown {
  if (value instanceof Float) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map(plainJson);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, plainJson(part as Value)]),
  );
}
