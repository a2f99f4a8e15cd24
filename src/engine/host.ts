import type { LogLevelName } from './board.js';
import type { Value } from './value.js';

/** All that the engine and the nodes need from the world. The server, the shell and the tests each bring one. */
export interface Host {
  readonly clock: Clock;
  /** A new unique id: 24 lower-case letters and digits. */
  createId(): string;
  /** Lets other work of the process go first. */
  breathe(): Promise<void>;
  /** Receives what a board tells the outside while it runs, in order. */
  emit?(event: RunEvent): void;
}

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** One event of a run's stream: toasts, progress, results. */
export interface RunEvent {
  readonly type: string;
  readonly payload: Value;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
}

/** One line of a run's log. */
export interface LogLine {
  readonly level: LogLevelName;
  readonly nodeId: string;
  readonly message: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
}
