import type { RunResult } from '../engine/index.js';
import type { NewRun, Run, RunPhases } from './run.js';

/** A run as its row says, of which nothing was written before it ended; times in milliseconds since 1970 UTC. */
export function endedRun(
  run: NewRun,
  { status, result, error, logLevel }: RunResult,
  phases: RunPhases,
  times: { readonly created: number; readonly started: number; readonly completed: number },
): Run {
  return {
    id: run.id,
    appId: run.board.appId,
    boardId: run.board.boardId,
    boardVersion: run.board.version,
    eventId: run.event?.id ?? null,
    source: run.source,
    mode: run.mode,
    status,
    result,
    error,
    logLevel,
    attempts: 1,
    startedBy: run.startedBy,
    createdAt: new Date(times.created),
    startedAt: new Date(times.started),
    completedAt: new Date(times.completed),
    phases,
    priority: run.priority,
    retriesLeft: run.retries,
    rerunOf: run.rerunOf,
    callback:
      run.callbackUrl === null ? null : { status: 'waiting', attempts: 0, last_error: null },
  };
}
