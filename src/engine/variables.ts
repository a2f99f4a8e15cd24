import type { Value } from './value.js';

/**
 * The value of a variable while nodes change it in place. Nobody else sees it: whoever reads the variable
 * gets a value made of it, and ends it. The constructor throws NodeError for a value of a wrong kind.
 */
export interface Draft {
  /** How many parts it has. */
  readonly size: number;
  /** They themselves, in lists. */
  parts(): readonly (readonly Value[])[];
  /** Called once, at the end: may hand out what the draft was made of. */
  toValue(): Value;
}

interface OpenDraft {
  readonly draft: Draft;
  /** Parts the run was told of. */
  told: number;
}

/** What the variables of one run hold. */
export class Variables {
  private readonly values: Value[];
  private open: Map<number, OpenDraft> | undefined;

  constructor(initial: readonly Value[]) {
    this.values = initial.slice();
  }

  get(index: number): Value {
    const open = this.open?.get(index);
    if (open !== undefined) this.set(index, open.draft.toValue());
    return this.values[index]!;
  }

  set(index: number, value: Value): void {
    this.open?.delete(index);
    this.values[index] = value;
  }

  /**
   * The draft of this kind that there is, or a new one; null for a variable that holds null. Tells by
   * how many parts it has grown since it was last asked for.
   */
  edit<D extends Draft>(
    index: number,
    kind: new (value: Value) => D,
    grew: (parts: number) => void,
  ): D | null {
    let open = this.open?.get(index);
    if (!(open?.draft instanceof kind)) {
      const value = this.get(index);
      if (value === null) return null;
      open = { draft: new kind(value), told: 0 };
      this.open ??= new Map();
      this.open.set(index, open);
      this.values[index] = null;
    }
    const { size } = open.draft;
    grew(Math.max(0, size - open.told));
    open.told = size;
    return open.draft as D;
  }

  /** Everything they hold, in lists. */
  parts(): (readonly Value[])[] {
    const drafts = [...(this.open?.values() ?? [])];
    return [this.values, ...drafts.flatMap(({ draft }) => draft.parts())];
  }
}
