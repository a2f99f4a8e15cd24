import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ConflictError, NotFoundError } from '../common/errors.js';
import { Config } from '../config/config.js';
import type { UserContext, Value, VariableJson } from '../engine/index.js';
import { GivenValues } from './given-values.service.js';
import { RunQueue } from './queue/run-queue.js';
import { isFinal, type NewRun, type Run, type RunRowStatus, type RunSource } from './run.js';
import type { RunEventLog } from './run-event-log.js';
import { RunnerService } from './runner.service.js';
import { RunSignals } from './run-signals.service.js';
import { RunsService } from './runs.service.js';
import { RunTargets, type RunTarget, type TargetRequest } from './run-targets.service.js';

export interface RunRequest {
  /** A UUID of version 7 for the run, by whoever must know it before; default: a new one. */
  readonly id?: string | undefined;
  readonly target: TargetRequest;
  readonly source: RunSource;
  readonly payload: Value;
  readonly startedBy: string | null;
  /** For whom it runs, as nodes may hand it out. */
  readonly user?: UserContext | undefined;
  /** Values for variables that are configured at run time, by id. */
  readonly runtimeVariables?: Readonly<Record<string, VariableJson>> | undefined;
  /** Default: no. */
  readonly tellsNodes?: boolean;
  readonly traceparent?: string | undefined;
  readonly delayMs?: number;
  /** Default: the server's limit. */
  readonly timeoutMs?: number | undefined;
  /** -10 to 10; default 0. */
  readonly priority?: number;
  /** How often it is tried again after an outage; default 0. */
  readonly retries?: number;
  /** Whom to tell of its end. */
  readonly callbackUrl?: string | null;
}

export interface AcceptedRun {
  readonly id: string;
  readonly status: RunRowStatus;
}

/** Takes runs in: for the queue, or for here and now. */
@Injectable()
export class RunSubmission implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly waiting = new Map<string, () => void>();
  /** Runs that this process executes itself for somebody who waits, those about to begin included. */
  private running = 0;
  private closing = false;

  constructor(
    private readonly targets: RunTargets,
    private readonly given: GivenValues,
    private readonly runs: RunsService,
    private readonly runner: RunnerService,
    private readonly queue: RunQueue,
    private readonly signals: RunSignals,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.signals.listen('ended', (id) => this.waiting.get(id)?.());
  }

  /** Callers whose run a worker has are told that it goes on: this process can't wait for them. */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const answer of this.waiting.values()) answer();
  }

  /** Accepts a run for the queue: once this resolves it will reach an end, whatever crashes. */
  async enqueue(request: RunRequest): Promise<AcceptedRun> {
    const run = this.newRun(request, await this.targets.find(request.target), 'async');
    await this.putInQueue(run);
    return { id: run.id, status: 'queued' };
  }

  /**
   * Runs it and waits: for the end, or for as long as the server's patience lasts (`waitMs` may shorten
   * that). What is unfinished then goes on.
   */
  async runAndWait(request: RunRequest, waitMs = this.config.runs.syncWaitMs): Promise<Run> {
    const patienceMs = Math.min(waitMs, this.config.runs.syncWaitMs);
    const target = await this.targets.find(request.target);
    const run = this.newRun(request, target, 'sync');
    const ended = this.mayRunHere(run)
      ? await this.runHere(run, target, patienceMs)
      : await this.runQueued(run, patienceMs);
    return ended ?? this.getRun(run.id);
  }

  /** Begins a run that somebody wants to follow. Without a log it is, or will be, in another process. */
  async begin(request: RunRequest): Promise<{ id: string; log: RunEventLog | undefined }> {
    const target = await this.targets.find(request.target);
    const run = this.newRun(request, target, 'sync');
    if (!this.mayRunHere(run)) {
      await this.putInQueue(run);
      return { id: run.id, log: undefined };
    }
    const { log, recorded } = this.start(run, target);
    await recorded;
    return { id: run.id, log };
  }

  /** Throws NotFoundError. */
  async getRun(id: string): Promise<Run> {
    const run = await this.runs.findRun(id);
    if (run === undefined) throw unknownRun(id);
    return run;
  }

  /** Throws NotFoundError, and ConflictError when the run has already ended otherwise. */
  async cancel(id: string): Promise<void> {
    const status = await this.runs.requestCancel(id);
    if (status === 'running') this.signals.publish('cancel', id);
    if (status === 'cancelled') this.signals.publish('ended', id);
    if (status !== undefined) return;
    const { status: ended } = await this.getRun(id);
    throw new ConflictError(`The run is ${ended}: only a queued or running one can be cancelled`);
  }

  private newRun(request: RunRequest, target: RunTarget, mode: NewRun['mode']): NewRun {
    const { board, startNode, event } = target;
    const { runtimeVariables: runtime, user } = request;
    const given = { ...target.given, ...(runtime && { runtime }), ...(user && { user }) };
    return {
      id: request.id ?? uuidv7(),
      board,
      startNode,
      event,
      source: request.source,
      mode,
      payload: request.payload,
      given: this.given.seal(given, board.appId),
      tellsNodes: request.tellsNodes ?? false,
      startedBy: request.startedBy,
      traceparent: request.traceparent ?? null,
      delayMs: request.delayMs ?? 0,
      timeoutMs: request.timeoutMs,
      priority: request.priority ?? 0,
      retries: request.retries ?? 0,
      callbackUrl: request.callbackUrl ?? null,
      rerunOf: null,
    };
  }

  private async putInQueue(run: NewRun): Promise<void> {
    const ticket = await this.runs.createQueued(run);
    if (ticket !== undefined) await this.queue.add(ticket);
  }

  private mayRunHere({ delayMs }: NewRun): boolean {
    return delayMs === 0 && !this.closing && this.running < this.config.runs.syncRuns;
  }

  private start(run: NewRun, { program }: RunTarget) {
    this.running++;
    const started = this.runner.startNow(run, program);
    const free = () => void this.running--;
    started.ended.then(free, free);
    return started;
  }

  private async runHere(run: NewRun, target: RunTarget, ms: number): Promise<Run | undefined> {
    const { recorded, ended } = this.start(run, target);
    await recorded;
    return (await patiently(ended, ms)) ?? undefined;
  }

  /** All places of this process are taken: a worker runs it and tells when it has ended. */
  private async runQueued(run: NewRun, ms: number): Promise<undefined> {
    const ended = new Promise<void>((resolve) => this.waiting.set(run.id, resolve));
    try {
      await this.putInQueue(run);
      if (!this.closing) await patiently(ended, ms);
    } finally {
      this.waiting.delete(run.id);
    }
  }
}

export const isFinished = ({ status }: AcceptedRun): boolean => isFinal(status);

export function unknownRun(id: string): NotFoundError {
  return new NotFoundError(`There is no run ${id.slice(0, 100)}`);
}

async function patiently<T>(ended: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([ended, patience]).finally(() => clearTimeout(timer));
}
