import { AnyJson } from '../../common/any-json.js';

/** One activation of a node. Long values are cut, which `…` tells; secrets are hidden. */
export class RunNodeSampleDto {
  /** @example 2025-01-01T12:00:00.250Z */
  start: string;

  /**
   * Null for one that had not ended when the run did.
   * @example 0.12
   */
  ms: number | null;

  /** What its pins held when it started. */
  @AnyJson({
    type: 'object',
    additionalProperties: true,
    example: { format_string: 'Hello {name}' },
  })
  inputs: unknown;

  /** What they held when it ended. */
  @AnyJson({
    type: 'object',
    additionalProperties: true,
    example: { formatted_string: 'Hello Ada' },
  })
  outputs: unknown;

  /** Why it failed. */
  error: string | null;
}

/** What is known of one node of a run. What was not recorded is null. */
export class RunNodeDto {
  /** @example k1c0m4xxat96iws9zmbrgj3a */
  node_id: string;

  /** @example Format String */
  name: string | null;

  /**
   * How often it ran.
   * @example 3
   */
  activations: number | null;

  /**
   * In all of them: what it waited for and, for loops, the nodes that it ran are part of it.
   * @example 0.35
   */
  total_ms: number | null;

  /** @example 2025-01-01T12:00:00.250Z */
  first_start: string | null;

  /**
   * The highest level it logged at, from 0 (Debug) to 4 (Fatal).
   * @example 1
   */
  level: number;

  /** The first few activations, of runs with `record: "values"`. */
  samples?: RunNodeSampleDto[];
}
