import type { Activation } from './activation.js';
import type { Value } from './value.js';

/** Sends an event of the run. */
type Tell = (type: string, payload: Value) => void;

/**
 * Something that nodes of one run build up together, such as the answer of a chat; every run has its own.
 * Made once, beside the nodes that use it.
 */
export class Shared<T extends Value> {
  constructor(
    private readonly initial: T,
    /**
     * Called after the last node of a run in which it was written, failed nodes or not; never in a run that
     * was told to end or passed a limit.
     */
    readonly whenRunEnds?: (value: T, tell: Tell) => void,
  ) {}

  read(at: Activation): T {
    return (at.run.getShared(this as never) as T | undefined) ?? this.initial;
  }

  /** `bytes` tells, roughly, by how many it has grown. All parallel branches see it. */
  write(at: Activation, value: T, bytes: number): void {
    at.run.memory.wrote(bytes);
    at.run.setShared(this as never, value);
  }
}
