import { Interner, type Value } from '../../engine/index.js';

/** So many values a set may remember for nothing. */
const MOST_FORGOTTEN = 1000;

/** Values of which no two are equal, in the order they came. */
export class ValueSet {
  private members: Set<Value>;

  /** Sets that are to be compared need the same interner. */
  constructor(
    items: readonly Value[],
    private interner = new Interner(),
  ) {
    this.members = new Set(items.map((item) => this.interner.intern(item)));
  }

  get size(): number {
    return this.members.size;
  }

  has(value: Value): boolean {
    return this.members.has(this.interner.intern(value));
  }

  /** Answers whether it is new. */
  add(value: Value): boolean {
    const { size } = this.members;
    return this.members.add(this.interner.intern(value)).size > size;
  }

  /** Answers whether it was there. */
  delete(value: Value): boolean {
    return this.members.delete(this.interner.intern(value));
  }

  isSubsetOf(other: ValueSet): boolean {
    return this.size <= other.size && this.toArray().every((member) => other.members.has(member));
  }

  isDisjointFrom(other: ValueSet): boolean {
    return !this.toArray().some((member) => other.members.has(member));
  }

  without(other: ValueSet): readonly Value[] {
    return this.toArray().filter((member) => !other.members.has(member));
  }

  toArray(): readonly Value[] {
    return [...this.members];
  }

  /** All that it holds on to, in lists. */
  parts(): readonly (readonly Value[])[] {
    return [this.toArray(), ...this.interner.parts()];
  }

  /** Lets go of what it has seen and no longer has, once that is the most. */
  forget(): void {
    if (this.interner.size <= MOST_FORGOTTEN + 4 * this.size) return;
    this.interner = new Interner();
    this.members = new Set(this.toArray().map((member) => this.interner.intern(member)));
  }
}

/** Two sets that can be compared. */
export function bothOf(left: readonly Value[], right: readonly Value[]): [ValueSet, ValueSet] {
  const interner = new Interner();
  return [new ValueSet(left, interner), new ValueSet(right, interner)];
}

/** The items without those that equal an earlier one. */
export function distinct(items: readonly Value[]): readonly Value[] {
  const set = new ValueSet(items);
  return set.size === items.length ? items : set.toArray();
}
