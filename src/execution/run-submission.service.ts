import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Admission } from '../admission/admission.js';
import { ConflictError, GoneError, NotFoundError } from '../common/errors.js';
import { Config } from '../config/config.js';
import type { UserContext, Value, VariableJson } from '../engine/index.js';
import { RateLimits } from '../throttle/rate-limits.service.js';
import { GivenValues } from './given-values.service.js';
import { RunQueue } from './queue/run-queue.js';
import {
  isFinal,
  type NewRun,
  type RecordMode,
  type Run,
  type RunRowStatus,
  type RunSource,
} from './run.js';
import type { RunEventLog } from './run-event-log.js';
import { RunnerService } from './runner.service.js';
import { RunSignals } from './run-signals.service.js';
import { RunTelemetry } from './run-telemetry.service.js';
import { RunsService } from './runs.service.js';
import { RunTargets, type RunTarget, type TargetRequest } from './run-targets.service.js';

export interface RunRequest {
  /** Of the request that asks for it, for the log. */
  readonly requestId?: string | undefined;
  /** A UUID of version 7 for the run, by whoever must know it before; default: a new one. */
  readonly id?: string | undefined;
  /** The request comes again. `perhaps`: a run of this id may be there, `surely`: it was; it is the answer. */
  readonly repeats?: 'perhaps' | 'surely' | undefined;
  readonly target: TargetRequest;
  readonly source: RunSource;
  readonly payload: Value;
  readonly startedBy: string | null;
  /**
   * For whom it runs, as nodes may hand it out. A promise stands for a permission that is still being looked up:
   * nothing is told or run before it resolves.
   */
  readonly user?: UserContext | Promise<UserContext> | undefined;
  /** Values for variables that are configured at run time, by id. */
  readonly runtimeVariables?: Readonly<Record<string, VariableJson>> | undefined;
  /** Default: no. */
  readonly tellsNodes?: boolean;
  /** What is kept of its nodes. Default: nothing. */
  readonly record?: RecordMode | undefined;
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

/** What is different when a run is repeated. */
export interface RunChange extends Pick<
  RunRequest,
  'id' | 'repeats' | 'requestId' | 'source' | 'startedBy' | 'user' | 'traceparent'
> {
  /** Undefined = the same. */
  readonly payload: Value | undefined;
  /** `latest`, `draft` or `1.2.3`; undefined = the same. */
  readonly version: string | undefined;
}

export interface AcceptedRun {
  readonly id: string;
  readonly status: RunRowStatus;
}

/** Takes runs in: for the queue, or for here and now. */
@Injectable()
export class RunSubmission implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly waiting = new Map<string, () => void>();
  /** Runs that this process is executing itself for somebody who waits. One that has only to be written is none. */
  private running = 0;
  private closing = false;

  constructor(
    private readonly targets: RunTargets,
    private readonly given: GivenValues,
    private readonly runs: RunsService,
    private readonly runner: RunnerService,
    private readonly queue: RunQueue,
    private readonly signals: RunSignals,
    private readonly limits: RateLimits,
    private readonly telemetry: RunTelemetry,
    private readonly admission: Admission,
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
    const existing = await this.existing(request);
    if (existing !== undefined) return { id: existing.id, status: 'queued' };
    const run = await this.newRun(request, await this.findTarget(request), 'async');
    await this.putInQueue(run);
    return { id: run.id, status: 'queued' };
  }

  /**
   * Runs it and waits: for the end, or for as long as the server's patience lasts (`waitMs` may shorten
   * that). What is unfinished then goes on.
   */
  async runAndWait(request: RunRequest, waitMs = this.config.runs.syncWaitMs): Promise<Run> {
    const existing = await this.existing(request);
    if (existing !== undefined) return existing;
    const patienceMs = Math.min(waitMs, this.config.runs.syncWaitMs);
    const target = await this.findTarget(request);
    const run = await this.newRun(request, target, 'sync');
    const ended = this.mayRunHere(run)
      ? await this.runHere(run, target, patienceMs)
      : await this.runQueued(run, patienceMs);
    return ended ?? this.getRun(run.id);
  }

  /** Begins a run that somebody wants to follow. Without a log it is, or will be, in another process. */
  async begin(request: RunRequest): Promise<{ id: string; log: RunEventLog | undefined }> {
    const existing = await this.existing(request);
    if (existing !== undefined) return { id: existing.id, log: undefined };
    const target = await this.findTarget(request);
    const run = await this.newRun(request, target, 'sync');
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

  /** Begins a run anew that did not complete. Throws NotFoundError, ConflictError and LimitError. */
  async retry({ id, appId }: Run): Promise<AcceptedRun> {
    await this.countStart(appId);
    const begun = await this.runs.retry(id);
    if (begun === undefined) {
      const { status } = await this.getRun(id);
      throw new ConflictError(
        `The run is ${status}: only one that ended without completing begins anew`,
      );
    }
    if (begun.ticket !== undefined) this.queue.add(begun.ticket);
    return { id, status: 'queued' };
  }

  /** Starts a run with the input of another one, or with a changed one. Throws NotFoundError for what is gone. */
  async rerun(original: Run, change: RunChange): Promise<AcceptedRun> {
    const existing = await this.existing(change);
    if (existing !== undefined) return { id: existing.id, status: 'queued' };
    const { id, appId, boardId } = original;
    const input = await this.runs.getInput(id);
    const version = change.version ?? original.boardVersion;
    const { startNode: nodeId } = input;
    const found = await this.findTarget({
      target: { appId, boardId, version, nodeId },
      user: change.user,
    });
    // What somebody gave for a run of their own is not for others.
    const isOwn = original.startedBy === change.startedBy;
    const target = {
      ...found,
      event: input.event,
      given: { ...(input.given.event && { event: input.given.event }) },
    };
    const run = await this.newRun(
      {
        ...input,
        id: change.id,
        requestId: change.requestId,
        target: { appId, boardId, version, nodeId },
        source: change.source,
        payload: change.payload === undefined ? input.payload : change.payload,
        startedBy: change.startedBy,
        user: change.user,
        runtimeVariables: isOwn ? input.given.runtime : undefined,
        traceparent: change.traceparent,
      },
      target,
      'async',
    );
    await this.putInQueue({ ...run, rerunOf: id });
    return { id: run.id, status: 'queued' };
  }

  private async findTarget({
    target,
    user,
    record = 'none',
    traceparent,
  }: Pick<RunRequest, 'target' | 'user' | 'record' | 'traceparent'>): Promise<RunTarget> {
    const allowed = Promise.resolve(user).then(() => this.countStart(target.appId));
    const records = record !== 'none' || this.telemetry.measuresNodes(traceparent);
    return this.targets.find(target, records, allowed);
  }

  private async countStart(appId: string): Promise<void> {
    if (this.config.runs.perAppAndMinute > 0) await this.limits.take('runs', appId);
  }

  /** Throws GoneError when it is gone: it must not be run once more. */
  private async existing({
    id,
    repeats,
    user,
  }: Pick<RunRequest, 'id' | 'repeats' | 'user'>): Promise<Run | undefined> {
    if (id === undefined || repeats === undefined) return undefined;
    await user;
    const run = await this.runs.findRun(id);
    if (run === undefined && repeats === 'surely')
      throw new GoneError(
        'The run of the first request with this Idempotency-Key has been removed',
      );
    return run;
  }

  private async newRun(
    request: RunRequest,
    target: RunTarget,
    mode: NewRun['mode'],
  ): Promise<NewRun> {
    const { board, startNode, event } = target;
    const { runtimeVariables: runtime } = request;
    const user = await request.user;
    const given = { ...target.given, ...(runtime && { runtime }), ...(user && { user }) };
    const id = request.id ?? uuidv7();
    this.telemetry.accepted(id, request);
    return {
      id,
      board,
      startNode,
      event,
      source: request.source,
      mode,
      payload: request.payload,
      given: this.given.seal(given, board.appId),
      tellsNodes: request.tellsNodes ?? false,
      record: request.record ?? 'none',
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
    const span = this.telemetry.queuing(run);
    try {
      const ticket = await this.runs.createQueued(
        span === undefined ? run : { ...run, traceparent: span.traceparent },
      );
      if (ticket !== undefined) this.queue.add(ticket);
      span?.end();
    } catch (error) {
      span?.end({ error: 'refused' });
      throw error;
    }
  }

  private mayRunHere({ delayMs }: NewRun): boolean {
    return delayMs === 0 && !this.closing && this.running < this.config.runs.syncRuns;
  }

  private start(run: NewRun, { program }: RunTarget) {
    const started = this.runner.startNow(run, program);
    if (started.idle !== undefined) {
      this.running++;
      const free = () => void this.running--;
      started.idle.then(free, free);
    }
    return started;
  }

  private async runHere(run: NewRun, target: RunTarget, ms: number): Promise<Run | undefined> {
    const { recorded, ended } = this.start(run, target);
    await recorded;
    return (await this.admission.withoutPlace(patiently(ended, ms))) ?? undefined;
  }

  /** All places of this process are taken: a worker runs it and tells when it has ended. */
  private async runQueued(run: NewRun, ms: number): Promise<undefined> {
    const ended = new Promise<void>((resolve) => this.waiting.set(run.id, resolve));
    try {
      await this.putInQueue(run);
      if (!this.closing) await this.admission.withoutPlace(patiently(ended, ms));
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
