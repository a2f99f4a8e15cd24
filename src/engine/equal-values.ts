import { NodeError } from './errors.js';
import { Float, MAX_DEPTH, type Value, type ValueObject } from './value.js';

/** Most parts of two values that are looked at; parts they share are looked at once for each place. */
const MAX_PARTS = 4_000_000;

/**
 * Deep equality. `1` and `1.0` differ; the order of object members does not matter. Throws NodeError for
 * values that are too large or nested too deeply to compare.
 */
export function equalValues(left: Value, right: Value): boolean {
  return new Comparison().equal(left, right, 0);
}

class Comparison {
  private parts = 0;

  equal(left: Value, right: Value, depth: number): boolean {
    if (left === right) return true;
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
      return false;
    if (left instanceof Float || right instanceof Float)
      return left instanceof Float && right instanceof Float && left.value === right.value;
    if (depth === MAX_DEPTH)
      throw new NodeError(`Values nested deeper than ${MAX_DEPTH} levels can't be compared`);
    return Array.isArray(left) || Array.isArray(right)
      ? this.equalArrays(left, right, depth + 1)
      : this.equalObjects(left as ValueObject, right as ValueObject, depth + 1);
  }

  private equalArrays(left: Value, right: Value, depth: number): boolean {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    this.spend(left.length);
    return left.every((item, index) => this.equal(item as Value, right[index] as Value, depth));
  }

  private equalObjects(left: ValueObject, right: ValueObject, depth: number): boolean {
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    this.spend(keys.length);
    return keys.every(
      (key) =>
        Object.hasOwn(right, key) && this.equal(left[key] as Value, right[key] as Value, depth),
    );
  }

  private spend(parts: number): void {
    this.parts += parts;
    if (this.parts > MAX_PARTS)
      throw new NodeError(`Values of more than ${MAX_PARTS} parts can't be compared`);
  }
}
