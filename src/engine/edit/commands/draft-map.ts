import { mapOf } from '../changes.js';

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
  ids(): string[] {
    const old = Object.keys(this.before);
    if (this.changes.size === 0) return old;
    const added = [...this.changes.keys()].filter((id) => !Object.hasOwn(this.before, id));
    return [...old, ...added].filter((id) => !this.changes.has(id) || this.changes.get(id));
  }

  items(): T[] {
    return this.ids().map((id) => this.get(id)!);
  }

  /** The very same JSON when nothing is different in the end. */
  toJson(): Record<string, T> {
    const isSame = [...this.changes].every(
      ([id, item]) => item === (Object.hasOwn(this.before, id) ? this.before[id] : undefined),
    );
    return isSame ? this.before : mapOf(this.ids(), (id) => this.get(id)!);
  }
}
