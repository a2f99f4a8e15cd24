export interface SqlStatement {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Names of what CockroachDB does otherwise. */
  readonly differs: readonly string[];
}
export const DIFFERENCES: readonly (readonly [
  name: string,
  pattern: RegExp,
  what: string,
  why: string,
])[];
export function sqlStatements(): SqlStatement[];
export function cockroachPage(): string;
