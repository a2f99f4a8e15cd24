import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RevisionsService } from '../boards/revisions.service.js';
import { ConflictError, InvalidError, NotFoundError } from '../common/errors.js';
import { Config } from '../config/config.js';
import type { Program, Value } from '../engine/index.js';
import { ProgramsService } from '../execution/programs.service.js';
import { isFinal, type NewRun, type Run, type RunRowStatus } from '../execution/run.js';
import { RunnerService } from '../execution/runner.service.js';
import { RunSignals } from '../execution/run-signals.service.js';
import { RunsService } from '../execution/runs.service.js';
import { JobsQueue } from './jobs.queue.js';

export interface JobRequest {
  readonly appId: string;
  readonly boardId: string;
  /** `latest`, `draft` or `1.2.3`. */
  readonly version: string;
  readonly mode: 'async' | 'sync';
  readonly payload: Value;
  /** Where to start; default: the only start node of the board. */
  readonly nodeId: string | undefined;
  readonly delayMs: number;
  readonly timeoutMs: number | undefined;
}

export interface AcceptedJob {
  readonly id: string;
  readonly status: RunRowStatus;
}

@Injectable()
export class JobsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly waiting = new Map<string, () => void>();
  /** Sync jobs that this process executes itself, those about to begin included. */
  private running = 0;
  private closing = false;

  constructor(
    private readonly boards: RevisionsService,
    private readonly programs: ProgramsService,
    private readonly runs: RunsService,
    private readonly runner: RunnerService,
    private readonly queue: JobsQueue,
    private readonly signals: RunSignals,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.signals.listen('ended', (id) => this.waiting.get(id)?.());
  }

  /** Callers whose job a worker has are told that it goes on: this process can't wait for them. */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const answer of this.waiting.values()) answer();
  }

  /**
   * Accepts a job: once this resolves it will reach an end, whatever crashes. A sync job is answered
   * when it has ended, or unfinished after the server's patience.
   */
  async submit(request: JobRequest): Promise<AcceptedJob | Run> {
    const run = await this.prepare(request);
    if (run.mode === 'async') {
      const queued = await this.runs.createQueued(run);
      await this.queue.add(queued);
      return { id: queued.id, status: 'queued' };
    }
    const id = this.mayRunHere(run) ? await this.runHere(run) : await this.runQueued(run);
    return this.getJob(id);
  }

  /** Throws NotFoundError. */
  async getJob(id: string): Promise<Run> {
    const run = await this.runs.findRun(id);
    if (run === undefined) throw unknownJob(id);
    return run;
  }

  /** Throws NotFoundError, and ConflictError when the job has already ended otherwise. */
  async cancel(id: string): Promise<void> {
    const status = await this.runs.requestCancel(id);
    if (status === 'running') this.signals.publish('cancel', id);
    if (status === 'cancelled') this.signals.publish('ended', id);
    if (status !== undefined) return;
    const { status: ended } = await this.getJob(id);
    throw new ConflictError(`The job is ${ended}: only a queued or running job can be cancelled`);
  }

  private async prepare(request: JobRequest): Promise<NewRun> {
    const { mode, payload, delayMs, timeoutMs } = request;
    const board = await this.boards.getRevision(request.appId, request.boardId, request.version);
    const startNode = chooseStart(await this.programs.getProgram(board), request.nodeId);
    return { board, startNode, mode, payload, delayMs, timeoutMs };
  }

  private mayRunHere({ delayMs }: NewRun): boolean {
    return delayMs === 0 && !this.closing && this.running < this.config.runs.syncRuns;
  }

  private async runHere(run: NewRun): Promise<string> {
    this.running++;
    const started = this.runner.startNow(run);
    const free = () => void this.running--;
    started.then(({ ended }) => ended).then(free, free);
    const { id, ended } = await started;
    await this.patiently(ended);
    return id;
  }

  /** All places of this process are taken: a worker runs it and tells when it has ended. */
  private async runQueued(run: NewRun): Promise<string> {
    const queued = await this.runs.createQueued(run);
    const ended = new Promise<void>((resolve) => this.waiting.set(queued.id, resolve));
    try {
      await this.queue.add(queued);
      if (!this.closing) await this.patiently(ended);
    } finally {
      this.waiting.delete(queued.id);
    }
    return queued.id;
  }

  private async patiently(ended: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.config.runs.syncWaitMs);
    });
    await Promise.race([ended, patience]);
    clearTimeout(timer);
  }
}

export function isFinished(job: AcceptedJob | Run): job is Run {
  return 'createdAt' in job && isFinal(job.status);
}

function chooseStart(program: Program, nodeId: string | undefined): string {
  if (nodeId !== undefined) {
    if (program.nodeById.has(nodeId)) return nodeId;
    throw new InvalidError('The board has no such node', [
      { path: 'node_id', message: `no node of the board has the id ${nodeId}` },
    ]);
  }
  const [only, ...others] = program.startNodes;
  if (only !== undefined && others.length === 0) return only.id;
  if (only === undefined)
    throw new InvalidError('The board has no start node', [
      { path: 'node_id', message: 'name the node to start at' },
    ]);
  const candidates = program.startNodes.map(({ id, title }) => `${id} (${title})`).join(', ');
  throw new InvalidError('The board has several start nodes', [
    { path: 'node_id', message: `name one of: ${candidates}` },
  ]);
}

function unknownJob(id: string): NotFoundError {
  return new NotFoundError(`There is no job job-${id}`);
}
