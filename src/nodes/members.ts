import type { Value, ValueObject } from '../engine/index.js';

/**
 * The members of an object, to be changed one by one in no time. Where one is taken away the last one
 * takes its place, as in the ecosystem's objects.
 */
export class Members {
  private readonly keys: string[];
  private readonly values: Value[];
  private readonly positions: Map<string, number>;

  constructor(object: ValueObject) {
    this.keys = Object.keys(object);
    this.values = Object.values(object);
    this.positions = new Map(this.keys.map((key, position) => [key, position]));
  }

  get size(): number {
    return this.keys.length;
  }

  has(key: string): boolean {
    return this.positions.has(key);
  }

  names(): readonly string[] {
    return this.keys;
  }

  parts(): readonly (readonly Value[])[] {
    return [this.keys, this.values];
  }

  set(key: string, value: Value): void {
    const position = this.positions.get(key);
    if (position !== undefined) this.values[position] = value;
    else {
      this.positions.set(key, this.keys.push(key) - 1);
      this.values.push(value);
    }
  }

  /** Takes a member away and answers its value; undefined if there is none. */
  take(key: string): Value | undefined {
    const position = this.positions.get(key);
    if (position === undefined) return undefined;
    const value = this.values[position]!;
    this.positions.delete(key);
    const [lastKey, lastValue] = [this.keys.pop()!, this.values.pop()!];
    if (position < this.keys.length) {
      this.keys[position] = lastKey;
      this.values[position] = lastValue;
      this.positions.set(lastKey, position);
    }
    return value;
  }

  toObject(): ValueObject {
    return Object.fromEntries(this.keys.map((key, position) => [key, this.values[position]!]));
  }
}
