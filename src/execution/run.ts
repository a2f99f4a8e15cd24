import type { BoardRevision } from '../boards/board-reference.js';
import type { LogLevelName, UserContext, Value, VariableJson } from '../engine/index.js';

export const RUN_STATUSES = [
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
  'timeout',
] as const;
/**
 * queued → running → one of the final ones; back to queued when the process running it died, and when it is
 * tried again.
 */
export type RunRowStatus = (typeof RUN_STATUSES)[number];

export function isFinal(status: RunRowStatus): boolean {
  return status !== 'queued' && status !== 'running';
}

/** By which door a run came. */
export const RUN_SOURCES = ['job', 'run', 'board', 'event', 'http', 'cron'] as const;
export type RunSource = (typeof RUN_SOURCES)[number];

/** What is kept of the nodes of a run: nothing, how long they took, or what they got and gave, too. */
export const RECORDS = ['none', 'timing', 'values'] as const;
export type RecordMode = (typeof RECORDS)[number];

/** Where the time of a run went, in milliseconds. */
export interface RunPhases {
  /** Until the board was there, compiled. */
  readonly start: number;
  /** Nodes computing. */
  readonly nodes: number;
  /** Waiting for the world: timers, requests. */
  readonly io: number;
}

/** One run of a board, as it is kept. A job is the same run seen from another door. */
export interface Run {
  readonly id: string;
  readonly appId: string;
  readonly boardId: string;
  /** `draft` or `1.2.3`. */
  readonly boardVersion: string;
  readonly eventId: string | null;
  readonly source: RunSource;
  readonly mode: 'async' | 'sync';
  readonly status: RunRowStatus;
  readonly result: Value;
  readonly error: string | null;
  /** The highest level logged. */
  readonly logLevel: LogLevelName;
  /** How often a process began to run it. */
  readonly attempts: number;
  /** `user:<id>` or `key:<id>`; null = nobody known, such as a clock. */
  readonly startedBy: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** Null while it has not ended, and when its process died. */
  readonly phases: RunPhases | null;
  /** -10 to 10. */
  readonly priority: number;
  /** How often it may still be tried again after an outage. */
  readonly retriesLeft: number;
  /** The run of which this is a repetition. */
  readonly rerunOf: string | null;
  /** Null when nobody is to be told of its end. */
  readonly callback: Callback | null;
}

/** How far the telling of an end has come. */
export interface Callback {
  readonly status: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly last_error: string | null;
}

/** What is needed to put a run into the queue. */
export interface QueuedRun {
  readonly id: string;
  readonly attempt: number;
  /** Milliseconds before it may start. */
  readonly delayMs: number;
  readonly priority: number;
  /** How many of the processes that ran it died; undefined = none. */
  readonly crashes?: number | undefined;
}

/** What a run gets besides its payload. Variables in the ecosystem's JSON, by id. */
export interface Given {
  /** From whoever started it, for variables that are configured at run time. */
  readonly runtime?: Readonly<Record<string, VariableJson>>;
  /** From the event it belongs to, for exposed variables. */
  readonly event?: Readonly<Record<string, VariableJson>>;
  readonly user?: UserContext;
}

export interface NewRun {
  /** A UUID of version 7. */
  readonly id: string;
  readonly board: BoardRevision;
  readonly startNode: string;
  readonly event: { readonly id: string; readonly version: string } | null;
  readonly source: RunSource;
  readonly mode: 'async' | 'sync';
  readonly payload: Value;
  readonly given: Given;
  /** Whether its events tell of every node that begins and ends. */
  readonly tellsNodes: boolean;
  readonly record: RecordMode;
  readonly startedBy: string | null;
  /** The W3C trace it belongs to. */
  readonly traceparent: string | null;
  /** How long to wait before it may start. */
  readonly delayMs: number;
  /** Time limit; undefined = the server's. */
  readonly timeoutMs: number | undefined;
  /** -10 to 10: which of the waiting runs of its app goes first. */
  readonly priority: number;
  /** How often it is tried again after an outage of what it needs. */
  readonly retries: number;
  /** Whom to tell of its end. */
  readonly callbackUrl: string | null;
  /** The run that this one repeats. */
  readonly rerunOf: string | null;
}

/** All that a run was asked with, for one that repeats it. */
export interface RunInput
  extends
    Pick<NewRun, 'startNode' | 'event' | 'payload' | 'given' | 'tellsNodes' | 'timeoutMs'>,
    Pick<NewRun, 'priority' | 'retries' | 'callbackUrl'> {}

/** A run that this process took and no other one can have at the same time. */
export interface ClaimedRun {
  readonly id: string;
  /** A draft as it is now, not as it was when the run was accepted. */
  readonly board: BoardRevision;
  readonly startNode: string;
  readonly mode: 'async' | 'sync';
  readonly payload: Value;
  readonly given: Given;
  readonly tellsNodes: boolean;
  readonly startedBy: string | null;
  readonly record: RecordMode;
  readonly traceparent: string | null;
  readonly timeoutMs: number | null;
  /** Go with every write: a process that was taken for dead can't overwrite what another makes of the run. */
  readonly attempt: number;
  readonly worker: string;
}

/** A run that the rows say this worker has. */
export interface OwnedRun {
  readonly id: string;
  readonly attempt: number;
  readonly worker: string;
  readonly cancelled: boolean;
}
