import { NodeError } from './errors.js';
import { Float, MAX_DEPTH, type Value, type ValueObject } from './value.js';

/**
 * Knows equal values when it sees them: of all values that `equalValues` calls equal it answers the first,
 * so that a native Set or Map tells them apart by identity. Takes time in proportion to the memory of what
 * it is given, however many parts are shared; values never change, so none is looked at twice.
 */
export class Interner {
  private readonly floats = new Map<number, Float>();
  private readonly strings = new Map<string, number>();
  private readonly containers = new Map<string, object>();
  /** Of every container that was seen, the first that equals it. */
  private readonly firsts = new Map<object, object>();
  private readonly numbers = new Map<object, number>();

  /** Throws NodeError for a value nested too deeply to compare. */
  intern(value: Value): Value {
    if (typeof value !== 'object' || value === null) return value;
    return value instanceof Float ? this.float(value) : (this.container(value, 0) as Value);
  }

  /** How many values it remembers. */
  get size(): number {
    return this.floats.size + this.strings.size + this.firsts.size;
  }

  /** They themselves, in lists. */
  parts(): readonly (readonly Value[])[] {
    const containers = [...this.firsts.keys()] as Value[];
    return [[...this.floats.values()], [...this.strings.keys()], containers];
  }

  private float(float: Float): Float {
    const first = this.floats.get(float.value);
    if (first === undefined) this.floats.set(float.value, float);
    return first ?? float;
  }

  private container(value: readonly Value[] | ValueObject, depth: number): object {
    const known = this.firsts.get(value);
    if (known !== undefined) return known;
    if (depth === MAX_DEPTH)
      throw new NodeError(`Values nested deeper than ${MAX_DEPTH} levels can't be compared`);
    const key = Array.isArray(value)
      ? this.arrayKey(value as readonly Value[], depth + 1)
      : this.objectKey(value as ValueObject, depth + 1);
    const first = this.containers.get(key) ?? value;
    if (first === value) {
      this.containers.set(key, value);
      this.numbers.set(value, this.numbers.size);
    }
    this.firsts.set(value, first);
    return first;
  }

  private arrayKey(items: readonly Value[], depth: number): string {
    let key = '[';
    for (const item of items) key += `${this.token(item, depth)},`;
    return key;
  }

  private objectKey(object: ValueObject, depth: number): string {
    let key = '{';
    for (const name of Object.keys(object).sort())
      key += `${this.numberOf(name)}:${this.token(object[name]!, depth)},`;
    return key;
  }

  /** A short text for a part; equal parts have the same, all others another one. */
  private token(value: Value, depth: number): string {
    if (typeof value === 'string') return `"${this.numberOf(value)}`;
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null) return String(value);
    if (value instanceof Float) return `${value.value}f`;
    return `#${this.numbers.get(this.container(value, depth))}`;
  }

  private numberOf(text: string): number {
    const known = this.strings.get(text);
    if (known !== undefined) return known;
    this.strings.set(text, this.strings.size);
    return this.strings.size - 1;
  }
}
