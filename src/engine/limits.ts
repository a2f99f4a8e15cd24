/** What one run may use up. Reaching a limit fails the run with a sentence that says which. */
export interface Limits {
  /** Node activations, pure ones included. */
  readonly activations: number;
  /** Log lines kept; later ones are dropped and the last kept line says so. */
  readonly logLines: number;
  /** Characters of log text kept, likewise. */
  readonly logCharacters: number;
  /** Events sent. */
  readonly events: number;
  /** Characters of one text that a node puts out. */
  readonly textCharacters: number;
  /** Bytes, roughly, of all values a run holds; looked at when it has computed for a while. */
  readonly heldBytes: number;
  /** Sub-runs within sub-runs, such as loops in loops and functions calling functions. */
  readonly depth: number;
  /** Milliseconds of computing after which other work of the process goes first. */
  readonly sliceMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  activations: 1_000_000_000,
  logLines: 100_000,
  logCharacters: 16_000_000,
  events: 100_000,
  textCharacters: 16_777_216,
  heldBytes: 268_435_456,
  depth: 200,
  sliceMs: 10,
};
