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
    private readonly json: Record<string, T>,
    private readonly onChange: OnChange<T>,
  ) {}

  get(id: string): T | undefined {
    return this.changes.has(id) ? this.changes.get(id) : this.before(id);
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
    const added = [...this.changes.keys()].filter((id) => !Object.hasOwn(this.json, id));
    return [...Object.keys(this.json), ...added].filter((id) => this.has(id));
  }

  items(): T[] {
    return this.ids().map((id) => this.get(id)!);
  }

  /** The very same JSON when nothing is different in the end. */
  toJson(): Record<string, T> {
    const isSame = [...this.changes].every(([id, item]) => item === this.before(id));
    return isSame ? this.json : mapOf(this.ids(), (id) => this.get(id)!);
  }

  /** Damaged boards have comments that are no objects: they count as absent, and go with the next change. */
  private before(id: string): T | undefined {
    const item = Object.hasOwn(this.json, id) ? this.json[id] : undefined;
    return typeof item === 'object' && item !== null ? item : undefined;
  }
}
