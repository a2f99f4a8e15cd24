import { Float, type Value } from '../engine/index.js';

/** A number as the ecosystem keeps it in 32 bits: 0.7 becomes 0.699999988079071. Null beyond 3.4e38. */
export function toFloat32(number: number): Value {
  const rounded = Math.fround(number);
  if (!Number.isFinite(rounded)) return null;
  return Number.isInteger(rounded) ? new Float(rounded) : rounded;
}
