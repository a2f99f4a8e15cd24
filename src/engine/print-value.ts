import { NodeError } from './errors.js';
import { floatText } from './float-text.js';
import { sortedKeys } from './sorted-keys.js';
import { Float, MAX_DEPTH, type Value, type ValueObject } from './value.js';

/** Longest text made of a value, in characters. */
const MAX_LENGTH = 16_777_216;
/** Each part counts as so many characters at least: small ones take their time, too. */
const LEAST = 8;

/**
 * The JSON text of a value: compact, or with one member a line when `indent` is not 0; members in their
 * order, or by name when `sorted`. Throws NodeError when it would be longer than 16,777,216 characters or is nested deeper than 128 levels; a value whose parts share
 * parts may be small in memory and have a text without end.
 */
export function printValue(value: Value, indent = 0, sorted = false): string {
  return new Printer(indent, sorted).print(value, '', 0);
}

class Printer {
  private room = MAX_LENGTH;
  private readonly colon: string;

  constructor(
    private readonly indent: number,
    private readonly sorted: boolean,
  ) {
    this.colon = indent === 0 ? ':' : ': ';
  }

  print(value: Value, margin: string, depth: number): string {
    if (typeof value === 'string') {
      if (value.length > this.room) throw tooLong();
      return this.take(JSON.stringify(value));
    }
    if (typeof value === 'number') return this.take(numberText(value));
    if (typeof value !== 'object' || value === null) return this.take(String(value));
    if (value instanceof Float) return this.take(floatText(value.value));
    if (depth === MAX_DEPTH)
      throw new NodeError(`The value is nested deeper than ${MAX_DEPTH} levels`);
    const inner = this.indent === 0 ? '' : margin + ' '.repeat(this.indent);
    if (Array.isArray(value)) {
      const items = (value as readonly Value[]).map((item) => this.print(item, inner, depth + 1));
      return this.enclose('[', items, ']', margin, inner);
    }
    const object = value as ValueObject;
    const members = (this.sorted ? sortedKeys(object) : Object.keys(object)).map(
      (key) =>
        this.take(JSON.stringify(key) + this.colon) + this.print(object[key]!, inner, depth + 1),
    );
    return this.enclose('{', members, '}', margin, inner);
  }

  private take(text: string): string {
    this.room -= Math.max(text.length + 1, LEAST);
    if (this.room < 0) throw tooLong();
    return text;
  }

  private enclose(open: string, parts: string[], close: string, margin: string, inner: string) {
    if (this.indent === 0 || parts.length === 0) return this.take(open) + parts.join(',') + close;
    this.take(`${open}\n${margin}`);
    this.room -= parts.length * (inner.length + 1);
    if (this.room < 0) throw tooLong();
    return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
  }
}

const tooLong = () =>
  new NodeError(`The text of the value would be longer than ${MAX_LENGTH} characters`);

/** Numbers without a JSON form become null, wherever they come from. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Number.isFinite(value) ? floatText(value) : 'null';
}
