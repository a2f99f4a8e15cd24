/** What a run may hold whatever the others hold. */
const SMALL = 16_777_216;

/**
 * The memory that all runs of a process may hold together. Each run alone stays below its own limit; many at
 * once could still fill the process. When they do, those that hold much are ended, and small ones go on.
 */
export class SharedMemory {
  private held = 0;

  constructor(private readonly limit: number) {}

  /** A run holds so many bytes more than it said before, or fewer. */
  change(bytes: number): void {
    this.held += bytes;
  }

  /** Whether a run that holds so much has to make room. */
  isTooMuch(bytes: number): boolean {
    return this.held > this.limit && bytes > SMALL;
  }
}
