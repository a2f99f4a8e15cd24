/** Where in a text something is said. Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Such as `nodes.say.message`; empty for the text as a whole. */
  readonly path: string;
}

/** One mistake in a text: where it is, and a sentence that says what would be right. */
export interface ShortFormProblem extends Place {
  readonly message: string;
}

/** More than these are not told: the rest of a text so wrong is of no help. */
const MAX_PROBLEMS = 100;

/** A text that is no board. Holds all problems at once, in the order of the text. */
export class ShortFormError extends Error {
  override readonly name = 'ShortFormError';

  constructor(readonly problems: readonly ShortFormProblem[]) {
    super(problems.map(({ line, column, message }) => `${line}:${column}: ${message}`).join('\n'));
  }
}

/** Collects problems while a text is read. */
export class Problems {
  private readonly found: ShortFormProblem[] = [];

  add = ({ line, column, path }: Place, message: string): void => {
    this.found.push({ line, column, path, message });
  };

  throwIfAny(): void {
    if (this.found.length === 0) return;
    const inOrder = this.found.sort((a, b) => a.line - b.line || a.column - b.column);
    throw new ShortFormError(inOrder.slice(0, MAX_PROBLEMS));
  }
}
