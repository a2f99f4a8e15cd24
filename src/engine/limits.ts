/** What one run may use up. Reaching a limit fails the run with a sentence that says which. */
export interface Limits {
  /** Node activations, pure ones included. */
  readonly activations: number;
  /** Log lines kept; later ones are dropped and the last kept line says so. */
  readonly logLines: number;
  /** Characters of log text kept, likewise. */
  readonly logCharacters: number;
  /** Sub-runs within sub-runs, such as loops in loops and functions calling functions. */
  readonly depth: number;
  /** Milliseconds of computing after which other work of the process goes first. */
  readonly sliceMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  activations: 1_000_000_000,
  logLines: 100_000,
  logCharacters: 16_000_000,
  depth: 200,
  sliceMs: 10,
};
