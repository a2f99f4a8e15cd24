import {
  execute,
  type GivenVariables,
  type Host,
  type Maybe,
  type Program,
  readVariableValues,
  type RecordOptions,
  RunStopped,
  type RunResult,
} from '../engine/index.js';
import { IoTime } from './io-time.js';
import type { Given, NewRun, RunPhases } from './run.js';
import { valuePreviews } from './recording/value-preview.js';
import { RunEventLog } from './run-event-log.js';
import type { RunWatch } from './run-telemetry.service.js';
import { SecretMask } from './secret-mask.js';

type Executed = Pick<NewRun, 'id' | 'startNode' | 'payload' | 'tellsNodes' | 'record'>;

/** One attempt to execute a run in this process: what stops it, what it tells, where its time goes. */
export class Execution {
  readonly log: RunEventLog;
  /** Milliseconds since 1970 UTC. */
  readonly started = Date.now();
  private readonly began = performance.now();
  private readonly stopper = new AbortController();
  private readonly io = new IoTime();
  private limit: NodeJS.Timeout | undefined;
  private resolveSuspended: () => void = () => undefined;
  /** Resolves when it begins to wait for a person. */
  readonly suspended = new Promise<void>((resolve) => (this.resolveSuspended = resolve));
  private executing = this.began;

  constructor(
    private readonly run: Executed,
    attempt: number,
    readonly watch: RunWatch,
  ) {
    this.log = new RunEventLog(run.id, attempt, this.started);
  }

  get signal(): AbortSignal {
    return this.stopper.signal;
  }

  stop(reason: RunStopped): void {
    this.stopper.abort(reason);
  }

  suspend(): void {
    this.resolveSuspended();
  }

  /** Stops it when it has taken that long. */
  limitTo(ms: number): void {
    const reason = () => new RunStopped('timeout', `Stopped at its time limit of ${ms} ms`);
    this.limit ??= setTimeout(() => this.stop(reason()), ms);
  }

  /** `given` with readable secrets. Throws only what is a mistake of the server. */
  execute(program: Program, given: Given, host: Host): Maybe<RunResult> {
    this.executing = performance.now();
    const { id: runId, startNode: start, payload, tellsNodes: tellNodes } = this.run;
    if (!program.nodeById.has(start))
      return failed(`The board no longer has the start node ${start}`);
    const variables = variablesOf(given);
    const mask = SecretMask.of(program, variables);
    const result = execute(program, {
      start,
      payload,
      runId,
      tellNodes,
      traceparent: this.watch.traceparent,
      variables,
      user: given.user,
      signal: this.signal,
      record: program.records ? this.recordOptions(mask) : undefined,
      host: this.io.watch({
        ...host,
        emit: (event) =>
          this.log.add(
            mask === null ? event : { ...event, payload: mask.hideInValue(event.payload) },
          ),
      }),
    });
    const kept = (ended: RunResult) => this.withoutUnasked(mask?.hideInResult(ended) ?? ended);
    return result instanceof Promise ? result.then(kept) : kept(result);
  }

  private recordOptions(mask: SecretMask | null): RecordOptions {
    return {
      now: () => performance.timeOrigin + performance.now(),
      keep: this.run.record === 'values' ? valuePreviews(mask) : undefined,
      ended: this.watch.nodeEnded,
    };
  }

  /** What was measured for operators only is not kept with the run. */
  private withoutUnasked(result: RunResult): RunResult {
    const isUnasked = this.run.record === 'none' && result.recorded !== undefined;
    return isUnasked ? { ...result, recorded: undefined } : result;
  }

  /** To be called when it is through. */
  end(): RunPhases {
    clearTimeout(this.limit);
    const { ms: io } = this.io;
    const executed = performance.now() - this.executing;
    return { start: this.executing - this.began, nodes: Math.max(0, executed - io), io };
  }

  /** The result of one that was stopped before it could begin. */
  stopped(): RunResult {
    const { reason, message } = this.signal.reason as RunStopped;
    return { ...failed(message), status: reason === 'timeout' ? 'timeout' : 'cancelled' };
  }
}

export function failed(error: string): RunResult {
  return {
    status: 'failed',
    error,
    isOutage: false,
    result: null,
    logLevel: 'Error',
    logs: [],
    nodes: [],
    activations: 0,
  };
}

function variablesOf({ runtime, event }: Given): GivenVariables | undefined {
  if (runtime === undefined && event === undefined) return undefined;
  return {
    ...(runtime && { runtime: readVariableValues(runtime) }),
    ...(event && { event: readVariableValues(event) }),
  };
}
