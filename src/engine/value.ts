/**
 * A float that is a whole number. JSON keeps `1` and `1.0` apart and so does the board language;
 * JavaScript does not, so whole floats travel in this box. Every other float, and every integer up
 * to 2^53, is a plain number.
 */
export class Float {
  constructor(readonly value: number) {}
}

/**
 * What a pin or a variable can hold: JSON with the integer/float distinction. Integers beyond 2^53
 * are kept exactly as bigint: they can be stored and passed on, but not calculated with.
 * Values are shared between nodes: never change one in place.
 */
export type Value =
  null | boolean | number | bigint | string | Float | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

/** Deeper nesting is neither read, as in the ecosystem, nor written: what is written can be read again. */
export const MAX_DEPTH = 128;

/** A float as a value: whole ones are boxed; NaN and the infinities have no JSON form and become null. */
export function toFloatValue(number: number): number | Float | null {
  return Number.isFinite(number) ? toFloat(number) : null;
}

/** The same of a finite number. */
export function toFloat(number: number): number | Float {
  return Number.isInteger(number) ? new Float(number) : number;
}

export function isObject(value: Value): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Float)
  );
}

/** The kind of a value in words, for error messages. */
export function describeKind(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a float';
  if (typeof value === 'bigint') return 'an integer beyond 2^53';
  if (value instanceof Float) return 'a float';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
