import type { Value } from './value.js';

/**
 * The value of a variable while nodes change it in place. Nobody else sees it: whoever reads the variable
 * gets a value made of it, and ends it. Its constructor throws NodeError for a value of a wrong kind.
 */
export interface WorkingCopy {
  /** How many parts it has. */
  readonly size: number;
  /** They themselves, in lists. */
  parts(): readonly (readonly Value[])[];
  /** Called once, at the end: may hand out what the copy is made of. */
  toValue(): Value;
}

interface OpenCopy {
  readonly copy: WorkingCopy;
  /** Parts the run was told of. */
  told: number;
}

/** What the variables of one run hold. */
export class Variables {
  private readonly values: Value[];
  private open: Map<number, OpenCopy> | undefined;

  constructor(initial: readonly Value[]) {
    this.values = initial.slice();
  }

  get(index: number): Value {
    const open = this.open?.get(index);
    if (open !== undefined) this.set(index, open.copy.toValue());
    return this.values[index]!;
  }

  set(index: number, value: Value): void {
    this.open?.delete(index);
    this.values[index] = value;
  }

  /**
   * The working copy of this kind that there is, or a new one; null for a variable that holds null. Tells by
   * how many parts it has grown since it was last asked for.
   */
  edit<C extends WorkingCopy>(
    index: number,
    kind: new (value: Value) => C,
    grew: (parts: number) => void,
  ): C | null {
    let open = this.open?.get(index);
    if (!(open?.copy instanceof kind)) {
      const value = this.get(index);
      if (value === null) return null;
      open = { copy: new kind(value), told: 0 };
      this.open ??= new Map();
      this.open.set(index, open);
      this.values[index] = null;
    }
    const { size } = open.copy;
    grew(Math.max(0, size - open.told));
    open.told = size;
    return open.copy as C;
  }

  /** Everything they hold, in lists. */
  parts(): (readonly Value[])[] {
    const copies = [...(this.open?.values() ?? [])];
    return [this.values, ...copies.flatMap(({ copy }) => copy.parts())];
  }
}
