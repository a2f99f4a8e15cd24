import { parse as parseLossless } from 'lossless-json';
import { Float, MAX_DEPTH, toFloat, type Value } from './value.js';

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

function isDeeperThan(value: Value, levels: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Float) return false;
  if (levels === 0) return true;
  const parts = Array.isArray(value) ? (value as readonly Value[]) : Object.values(value);
  for (const part of parts) if (isDeeperThan(part as Value, levels - 1)) return true;
  return false;
}
