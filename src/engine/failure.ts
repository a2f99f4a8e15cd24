import { RunStopped } from './errors.js';
import type { CompiledNode } from './program.js';

/** A node failed. */
export interface Failure {
  readonly node: CompiledNode;
  readonly message: string;
  /** The world did not answer: the same may succeed later. */
  readonly isOutage: boolean;
}

/** Longest message of a failure that is kept, in characters. */
const MAX_MESSAGE = 10_000;
/** How many failures are kept, to name the first of them: a loop may fail for ever. */
const MAX_KEPT = 100;

/** The failures of a run that nobody has dealt with yet; one that is left fails the run. */
export class OpenFailures {
  private readonly first = new Set<Failure>();
  private readonly others = new WeakSet<Failure>();
  private count = 0;
  private outages = 0;

  /** Whether there are failures, and all of them are outages. */
  get areOutages(): boolean {
    return this.count > 0 && this.outages === this.count;
  }

  add(failure: Failure): void {
    this.count++;
    if (failure.isOutage) this.outages++;
    if (this.first.size < MAX_KEPT) this.first.add(failure);
    else this.others.add(failure);
  }

  remove(failure: Failure): void {
    if (!this.first.delete(failure) && !this.others.delete(failure)) return;
    this.count--;
    if (failure.isOutage) this.outages--;
  }

  /** One sentence that names the node and the cause; null when there is no failure. */
  describe(): string | null {
    if (this.count === 0) return null;
    const [failure] = this.first;
    if (failure === undefined) return `${this.count} nodes failed; the log names them`;
    const { node, message } = failure;
    return `Node "${node.title}" (${node.name}, ${node.id}) failed: ${message}`;
  }
}

/** Text of anything thrown. A run that is being stopped is not a node's failure and goes on up. */
export function failureText(thrown: unknown): string {
  if (thrown instanceof RunStopped) throw thrown;
  const text = describe(thrown);
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
}

/** What is thrown need not be an error, and even an error may throw when it is looked at. */
function describe(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message || thrown.name) : String(thrown);
  } catch {
    return 'It threw something that can’t be described';
  }
}
