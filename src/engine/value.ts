import { parse as parseLossless } from 'lossless-json';
import { floatText } from './float-text.js';

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

/** Nesting beyond this is refused, as the ecosystem's own parser does. */
const MAX_DEPTH = 128;

/** Number texts that JSON.parse would change: whole floats, exponents, long integers, minus zero. */
const NEEDS_CARE = /\d(?:\.0*(?!\d)|[eE]|\d{15})|-0(?![.\d])/;
const INTEGER = /^-?\d+$/;
const SMALLEST_INTEGER = -(2n ** 63n);
const LARGEST_INTEGER = 2n ** 64n - 1n;

/** Reads JSON text without losing the kind of a number. Throws SyntaxError with a reason. */
export function parseValue(text: string): Value {
  const value = NEEDS_CARE.test(text) ? parseWithCare(text) : (JSON.parse(text) as Value);
  if (isDeeperThan(value, MAX_DEPTH)) throw tooDeep();
  return value;
}

function parseWithCare(text: string): Value {
  try {
    const onDuplicateKey = ({ newValue }: { newValue: unknown }) => newValue;
    return parseLossless(text, undefined, { parseNumber, onDuplicateKey }) as Value;
  } catch (error) {
    throw error instanceof RangeError ? tooDeep() : error;
  }
}

const tooDeep = () => new SyntaxError(`nested deeper than ${MAX_DEPTH} levels`);

function parseNumber(text: string): number | bigint | Float {
  if (INTEGER.test(text) && text !== '-0') {
    const number = Number(text);
    if (Number.isSafeInteger(number)) return number;
    const exact = BigInt(text);
    if (exact >= SMALLEST_INTEGER && exact <= LARGEST_INTEGER) return exact;
  }
  const number = Number(text);
  if (!Number.isFinite(number)) throw new SyntaxError(`number ${text} is out of range`);
  return toFloat(number);
}

/** A float as a value: whole ones are boxed; NaN and the infinities have no JSON form and become null. */
export function toFloatValue(number: number): number | Float | null {
  return Number.isFinite(number) ? toFloat(number) : null;
}

function toFloat(number: number): number | Float {
  return Number.isInteger(number) ? new Float(number) : number;
}

/** Compact JSON; with `indent`, one member a line. */
export function printValue(value: Value, indent = 0): string {
  return print(value, indent, '');
}

function print(value: Value, indent: number, margin: string): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Float) return floatText(value.value);
  const inner = indent === 0 ? '' : margin + ' '.repeat(indent);
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map((item) => print(item, indent, inner));
    return enclose('[', items, ']', indent, margin, inner);
  }
  const colon = indent === 0 ? ':' : ': ';
  const members = Object.entries(value).map(
    ([key, member]) => JSON.stringify(key) + colon + print(member as Value, indent, inner),
  );
  return enclose('{', members, '}', indent, margin, inner);
}

function enclose(
  open: string,
  parts: string[],
  close: string,
  indent: number,
  margin: string,
  inner: string,
): string {
  if (indent === 0 || parts.length === 0) return open + parts.join(',') + close;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

/** Deep equality. `1` and `1.0` differ; the order of object members does not matter. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return false;
  if (left instanceof Float || right instanceof Float)
    return left instanceof Float && right instanceof Float && left.value === right.value;
  if (Array.isArray(left) || Array.isArray(right)) return equalArrays(left, right);
  return equalObjects(left as ValueObject, right as ValueObject);
}

function equalArrays(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => equalValues(item as Value, right[index] as Value));
}

function equalObjects(left: ValueObject, right: ValueObject): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every(
    (key) => Object.hasOwn(right, key) && equalValues(left[key] as Value, right[key] as Value),
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

function isDeeperThan(value: Value, levels: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Float) return false;
  if (levels === 0) return true;
  const parts = Array.isArray(value) ? (value as readonly Value[]) : Object.values(value);
  for (const part of parts) if (isDeeperThan(part as Value, levels - 1)) return true;
  return false;
}
