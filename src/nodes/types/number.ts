import { Float, type Value } from '../../engine/index.js';

const INTEGER = /^[+-]?\d{1,25}$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;

/** A number, or a text that is one, with blanks around it or not; undefined for anything else. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Float) return value.value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** Floats lose what is behind the point; undefined beyond 64 bits. */
export function toInteger(value: Value): Value | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return value;
  const text = typeof value === 'string' ? value.trim() : '';
  if (INTEGER.test(text)) return asInteger(BigInt(text.replace('+', '')));
  const whole = Math.trunc(numberOf(value) ?? NaN);
  return Number.isFinite(whole) ? asInteger(BigInt(whole)) : undefined;
}

function asInteger(exact: bigint): Value | undefined {
  if (exact < SMALLEST || exact > LARGEST) return undefined;
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

/** The nearest number from 0 to 255, or the code of a single character that is no number. */
export function toByte(value: Value): Value | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = numberOf(value);
  const code = typeof value === 'string' && value.length === 1 ? value.charCodeAt(0) : undefined;
  // Minus zero becomes zero.
  const byte = number === undefined ? code : Math.sign(number) * Math.round(Math.abs(number)) + 0;
  return byte !== undefined && byte >= 0 && byte <= 255 ? byte : undefined;
}
