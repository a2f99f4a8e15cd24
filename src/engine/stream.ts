import { LOG_LEVELS } from './board.js';
import { execute } from './execute.js';
import type { RunEvent } from './host.js';
import type { Maybe } from './in-turn.js';
import type { Program } from './program.js';
import type { RunResult } from './run-result.js';
import type { RunOptions } from './run-options.js';

type StreamOptions = RunOptions & { readonly runId: string };

/** What a stream tells of the end of a run. Times in milliseconds since 1970 UTC. */
export interface RunEnd extends Pick<RunResult, 'status' | 'logLevel'> {
  readonly began: number;
  readonly ended: number;
}

/**
 * Runs a program and tells of it from beginning to end, in the order the ecosystem's clients rely on
 * (board page, 4.10): `run_initiated`, `log`, what the nodes send, `log`, `completed`.
 */
export function executeTelling(program: Program, options: StreamOptions): Maybe<RunResult> {
  const { host, runId } = options;
  const began = host.clock.now();
  for (const event of openingEvents(runId, began)) host.emit?.(event);
  const result = execute(program, options);
  return result instanceof Promise ? result.then(tellEnd) : tellEnd(result);

  function tellEnd(result: RunResult): RunResult {
    const { status, logLevel } = result;
    const end = { status, logLevel, began, ended: host.clock.now() };
    for (const event of closingEvents(runId, end)) host.emit?.(event);
    return result;
  }
}

/** What comes before all that the nodes send. */
export function openingEvents(runId: string, time: number): RunEvent[] {
  return [
    { type: 'run_initiated', payload: { run_id: runId }, time },
    { type: 'log', payload: { message: 'Execution started' }, time },
  ];
}

/**
 * What comes after it. The last event says `completed` also when nodes failed; `log_level` tells the truth
 * there (4.11).
 */
export function closingEvents(
  runId: string,
  { status, logLevel, began, ended: time }: RunEnd,
): RunEvent[] {
  const timedOut = status === 'timeout';
  const error: RunEvent = { type: 'error', payload: { message: 'Execution timeout' }, time };
  return [
    { type: 'log', payload: { message: 'Execution completed' }, time },
    ...(timedOut ? [error] : []),
    {
      type: 'completed',
      payload: {
        run_id: runId,
        status: timedOut ? 'failed' : status === 'cancelled' ? 'cancelled' : 'completed',
        duration_ms: Math.round(time - began),
        log_level: timedOut ? 4 : LOG_LEVELS.indexOf(logLevel),
      },
      time,
    },
  ];
}
