import { ByteCount } from './byte-count.js';
import type { SharedMemory } from './shared-memory.js';
import type { Value } from './value.js';

type Values = readonly (Value | undefined)[];

/** Values counted for each node that ran, so that counting takes quick nodes about as long as they do. */
const PER_NODE = 4;
/** Values counted more for each millisecond since the last look: about a tenth of the time of slow nodes. */
const PER_MS = 5000;
/** Values counted more when the run has to stand still for it. */
const AT_ONCE = 10_000;
/** Rests this many times longer than it counts, less the nearer the limit is. */
const REST = 10;
const SHORTEST_REST = 4000;
/** Lists from this length on are charged once: they are often passed on, and large enough to ask. */
const LONG_LIST = 64;

/**
 * Keeps an eye on how many bytes the values of one run take. It counts in small parts between the nodes,
 * and at the latest when the run has written as much as it may still hold. A run that writes only numbers
 * and truths is never counted.
 */
export class MemoryWatch {
  private held = 0;
  /** Since that count began. */
  private written = 0;
  private count: ByteCount | undefined;
  private writtenBefore = 0;
  private counted = 0;
  private rest = 0;
  private lastLook: number | undefined;
  private nodesBefore = 0;
  private charged: WeakSet<object> | undefined;
  private told = 0;

  constructor(
    private readonly limit: number,
    private readonly everything: () => readonly Values[],
    private readonly shared: SharedMemory | undefined,
  ) {}

  wrote(bytes: number): void {
    this.written += bytes;
  }

  wroteList(list: readonly Value[]): void {
    if (list.length >= LONG_LIST) {
      this.charged ??= new WeakSet();
      if (this.charged.has(list)) return;
      this.charged.add(list);
    }
    this.written += 16 * list.length;
  }

  /** Whether the run may hold too much by now: it must not go on before the count is done. */
  get isUrgent(): boolean {
    return this.isTooMuch(this.held + this.written);
  }

  /** By the last count. */
  get bytes(): number {
    return this.held;
  }

  /** The run is over. */
  release(): void {
    this.shared?.change(-this.told);
    this.told = 0;
  }

  private isTooMuch(bytes: number): boolean {
    return bytes > this.limit || this.shared?.isTooMuch(bytes) === true;
  }

  private tell(): void {
    this.shared?.change(this.held + this.written - this.told);
    this.told = this.held + this.written;
  }

  /** Counts on, if it is time. Answers whether the run holds too much. */
  look(now: number, nodes: number): boolean {
    this.tell();
    const values =
      PER_NODE * (nodes - this.nodesBefore) +
      PER_MS * (now - (this.lastLook ?? now)) +
      (this.isUrgent ? AT_ONCE : 0);
    this.lastLook = now;
    this.nodesBefore = nodes;
    if (this.count === undefined) {
      this.rest -= values;
      if (this.written === 0 || (this.rest > 0 && !this.isUrgent)) return false;
      this.count = new ByteCount(this.everything());
      this.writtenBefore = this.written;
      this.counted = 0;
    }
    this.counted += values;
    if (!this.count.goOn(values, this.limit)) return false;
    this.held = this.count.bytes;
    this.written -= this.writtenBefore;
    this.count = undefined;
    this.rest = Math.max(SHORTEST_REST, REST * this.counted * (1 - this.held / this.limit));
    this.tell();
    return this.isTooMuch(this.held);
  }
}
