import { NodeError } from './errors.js';
import { describeKind, Float, isObject, type Value, type ValueObject } from './value.js';

// The strict typed reads of the board language: nothing is converted that could change its meaning.

export function boolean(value: Value, pin: string): boolean {
  if (typeof value !== 'boolean') throw mismatch(value, pin, 'true or false');
  return value;
}

export function string(value: Value, pin: string): string {
  if (typeof value !== 'string') throw mismatch(value, pin, 'a string');
  return value;
}

export function integer(value: Value, pin: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw mismatch(value, pin, 'an integer');
  return value;
}

export function byte(value: Value, pin: string): number {
  const number = integer(value, pin);
  if (number < 0 || number > 255) throw outOfRange(number, pin, '0 to 255');
  return number;
}

export function position(value: Value, pin: string): number {
  const number = integer(value, pin);
  if (number < 0) throw outOfRange(number, pin, '0 or more');
  return number;
}

/** Integers are taken as floats too. */
export function float(value: Value, pin: string): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return value.value;
  throw mismatch(value, pin, 'a number');
}

export function object(value: Value, pin: string): ValueObject {
  if (!isObject(value)) throw mismatch(value, pin, 'an object');
  return value;
}

export function items<T>(
  value: Value,
  pin: string,
  decode?: (item: Value, pin: string) => T,
): readonly T[] {
  if (!Array.isArray(value)) throw mismatch(value, pin, 'an array');
  if (decode === undefined) return value as unknown as readonly T[];
  const list = value as readonly Value[];
  const decoded: T[] = [];
  let index = 0;
  try {
    for (; index < list.length; index++) decoded.push(decode(list[index]!, pin));
    return decoded;
  } catch (thrown) {
    // Naming every item would take longer than reading it; this one says where it stands.
    decode(list[index]!, `${pin}[${index}]`);
    throw thrown;
  }
}

/** Guards what a node calculated: beyond 2^53 a JavaScript number would silently be another one. */
export function safeInteger(value: number): number {
  if (!Number.isSafeInteger(value))
    throw new NodeError(`The result ${value} is not an integer within ±2^53`);
  return value;
}

function outOfRange(number: number, pin: string, expected: string): NodeError {
  return new NodeError(`Pin '${pin}' holds ${number}, expected ${expected}`);
}

function mismatch(value: Value, pin: string, expected: string): NodeError {
  return new NodeError(`Pin '${pin}' holds ${describeKind(value)}, expected ${expected}`);
}
