import type { BoardRevision } from '../boards/board-reference.js';
import type { Value } from '../engine/index.js';

export const RUN_STATUSES = [
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
  'timeout',
] as const;
/** queued → running → one of the final ones; back to queued when the process running it died. */
export type RunRowStatus = (typeof RUN_STATUSES)[number];

export function isFinal(status: RunRowStatus): boolean {
  return status !== 'queued' && status !== 'running';
}

/** One run of a board, as it is kept. A job is the same run seen from another door. */
export interface Run {
  readonly id: string;
  readonly appId: string;
  readonly boardId: string;
  /** `draft` or `1.2.3`. */
  readonly boardVersion: string;
  readonly status: RunRowStatus;
  readonly result: Value;
  readonly error: string | null;
  /** How often a process began to run it. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

/** What is needed to put a run into the queue. */
export interface QueuedRun {
  readonly id: string;
  readonly attempt: number;
  /** Milliseconds before it may start. */
  readonly delayMs: number;
}

export interface NewRun {
  readonly board: BoardRevision;
  readonly startNode: string;
  readonly mode: 'async' | 'sync';
  readonly payload: Value;
  /** How long to wait before it may start. */
  readonly delayMs: number;
  /** Time limit; undefined = the server's. */
  readonly timeoutMs: number | undefined;
}

/** A run that this process took and no other one can have at the same time. */
export interface ClaimedRun {
  readonly id: string;
  /** A draft as it is now, not as it was when the run was accepted. */
  readonly board: BoardRevision;
  readonly startNode: string;
  readonly mode: 'async' | 'sync';
  readonly payload: Value;
  readonly timeoutMs: number | null;
  /** Goes with every write: a process that was taken for dead can't overwrite a later attempt. */
  readonly attempt: number;
}

/** A run that the rows say this worker has. */
export interface OwnedRun {
  readonly id: string;
  readonly attempt: number;
  readonly cancelled: boolean;
}
