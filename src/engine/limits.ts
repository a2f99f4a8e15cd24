/** What one run may use up. Reaching a limit fails the run, or the node, with a sentence that says which. */
export interface Limits {
  /** Node activations, pure ones included. */
  readonly activations: number;
  /** Sub-runs within sub-runs, such as loops in loops and functions calling functions. */
  readonly depth: number;
  /** Branches under way side by side; more of them wait their turn. */
  readonly branches: number;
  /** Log lines kept; later ones are dropped and the last kept line says so. */
  readonly logLines: number;
  /** Characters of log text kept, likewise. */
  readonly logCharacters: number;
  /** Events sent. */
  readonly events: number;
  /** Characters, roughly, of all events sent. */
  readonly eventCharacters: number;
  /** Characters of one text that a node puts out, and roughly of the run's result. */
  readonly textCharacters: number;
  /** Items of one array that a node puts out. */
  readonly arrayItems: number;
  /** Bytes, roughly, of all values a run holds; a run may pass it for a moment before it is noticed. */
  readonly heldBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  activations: 1_000_000_000,
  depth: 200,
  branches: 256,
  logLines: 100_000,
  logCharacters: 16_000_000,
  events: 100_000,
  eventCharacters: 64_000_000,
  textCharacters: 16_777_216,
  arrayItems: 1_000_000,
  heldBytes: 268_435_456,
};
