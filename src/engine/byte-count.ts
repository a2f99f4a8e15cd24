import { Float, type Value } from './value.js';

const PER_VALUE = 16;
/** A list or an object without its members, and what it costs to remember that it was counted. */
const PER_CONTAINER = 64;
/** Shorter keys are mostly those of many objects, which hold them in common. */
const LONG_KEY = 64;
/** Beyond it what is shared counts each time: a set of millions takes hundreds of milliseconds to grow. */
const MOST_REMEMBERED = 500_000;
type Values = readonly (Value | undefined)[];

/**
 * Counts, roughly, how many bytes values take: what several of them share once, but texts each time.
 * Counts a part at a time, as there may be millions. Values never change, so that does no harm; of working
 * copies, which do, the next count knows more.
 */
export class ByteCount {
  bytes = 0;
  private readonly seen = new Set<object>();
  private readonly open: Values[];
  private list: Values = [];
  private position = 0;

  constructor(lists: readonly Values[]) {
    this.open = [...lists];
  }

  /** Counts about so many values more. True when all are counted, or `limit` bytes are passed. */
  goOn(values: number, limit: number): boolean {
    for (let left = values; left > 0; left--) {
      while (this.position >= this.list.length) {
        const next = this.open.pop();
        if (next === undefined) return true;
        this.list = next;
        this.position = 0;
        this.bytes += PER_VALUE * next.length;
        if (this.bytes > limit) return true;
      }
      this.add(this.list[this.position++]);
    }
    return this.bytes > limit;
  }

  private add(value: Value | undefined): void {
    if (typeof value === 'string') this.bytes += 2 * value.length;
    else if (typeof value === 'object' && value !== null && !(value instanceof Float)) {
      if (this.seen.has(value)) return;
      if (this.seen.size < MOST_REMEMBERED) this.seen.add(value);
      this.bytes += PER_CONTAINER;
      if (Array.isArray(value)) this.open.push(value as Values);
      else {
        for (const key of Object.keys(value))
          if (key.length > LONG_KEY) this.bytes += 2 * key.length;
        this.open.push(Object.values(value));
      }
    }
  }
}
