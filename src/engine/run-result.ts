import type { LogLevelName } from './board.js';
import type { LogLine } from './host.js';
import type { NodeRecord } from './node-recorder.js';
import type { Value } from './value.js';

export type RunStatus = 'completed' | 'failed' | 'cancelled' | 'timeout';

export interface RunResult {
  readonly status: RunStatus;
  /** One sentence; names the node when a node is to blame. Null when the run completed. */
  readonly error: string | null;
  /** Whether it failed by outages of the world only: run again, the same board may succeed. */
  readonly isOutage: boolean;
  /** What the board returned last, null when it returned nothing. */
  readonly result: Value;
  /** The highest level logged; Debug when nothing was. */
  readonly logLevel: LogLevelName;
  /** In the order of the activations they belong to. */
  readonly logs: readonly LogLine[];
  /** Nodes that ran, by first activation, each with the highest level it logged. */
  readonly nodes: readonly (readonly [nodeId: string, level: LogLevelName])[];
  /** Node activations, pure ones included. */
  readonly activations: number;
  /** Of a run that was recorded: its nodes, longest first. */
  readonly recorded?: readonly NodeRecord[] | undefined;
}
