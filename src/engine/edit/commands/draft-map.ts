/** One change of a map: what was under the id and what is there now; undefined stands for nothing. */
type OnChange<T> = (id: string, before: T | undefined, after: T | undefined) => void;

/**
 * A map of a board's JSON while commands change it. The JSON itself is never touched, and any string is
 * an id: `__proto__` too.
 */
export class DraftMap<T> {
  private readonly changes = new Map<string, T | undefined>();

  constructor(
    private readonly before: Readonly<Record<string, T>>,
    private readonly onChange: OnChange<T>,
  ) {}

  get(id: string): T | undefined {
    if (this.changes.has(id)) return this.changes.get(id);
    return Object.hasOwn(this.before, id) ? this.before[id] : undefined;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  set(id: string, item: T | undefined): void {
    const before = this.get(id);
    this.changes.set(id, item);
    this.onChange(id, before, item);
  }

  delete(id: string): void {
    this.set(id, undefined);
  }

  /** In the order of the JSON; what is new comes last. */
  *entries(): Generator<[string, T]> {
    for (const id of Object.keys(this.before)) {
      const item = this.get(id);
      if (item !== undefined) yield [id, item];
    }
    for (const [id, item] of this.changes)
      if (item !== undefined && !Object.hasOwn(this.before, id)) yield [id, item];
  }

  /** Ids of what may have changed, been added or removed. */
  changedIds(): string[] {
    return [...this.changes.keys()].filter((id) => {
      const before = Object.hasOwn(this.before, id) ? this.before[id] : undefined;
      return before !== this.changes.get(id);
    });
  }

  toJson(): Record<string, T> {
    return this.changedIds().length === 0 ? this.before : Object.fromEntries(this.entries());
  }
}
