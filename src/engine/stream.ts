import { LOG_LEVELS } from './board.js';
import { execute } from './execute.js';
import type { RunEvent } from './host.js';
import type { Maybe } from './in-turn.js';
import type { Program } from './program.js';
import type { RunResult } from './run-result.js';
import type { RunOptions } from './run-options.js';
import type { Value } from './value.js';

type StreamOptions = RunOptions & { readonly runId: string };

/**
 * Runs a program and tells of it from beginning to end, in the order the ecosystem's clients rely on
 * (board page, 4.10): `run_initiated`, `log`, what the nodes send, `log`, `completed`. The last event
 * says `completed` also when nodes failed; `log_level` tells the truth there (4.11).
 */
export function executeTelling(program: Program, options: StreamOptions): Maybe<RunResult> {
  const { host, runId } = options;
  const began = host.clock.now();
  const tell = (type: string, payload: Value) =>
    host.emit?.({ type, payload, time: host.clock.now() } satisfies RunEvent);
  tell('run_initiated', { run_id: runId });
  tell('log', { message: 'Execution started' });
  const result = execute(program, options);
  return result instanceof Promise ? result.then(tellEnd) : tellEnd(result);

  function tellEnd(ended: RunResult): RunResult {
    const timedOut = ended.status === 'timeout';
    tell('log', { message: 'Execution completed' });
    if (timedOut) tell('error', { message: 'Execution timeout' });
    tell('completed', {
      run_id: runId,
      status: timedOut ? 'failed' : ended.status === 'cancelled' ? 'cancelled' : 'completed',
      duration_ms: Math.round(host.clock.now() - began),
      log_level: timedOut ? 4 : LOG_LEVELS.indexOf(ended.logLevel),
    });
    return ended;
  }
}
