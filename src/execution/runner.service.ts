import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../common/errors.js';
import { isOutage } from '../common/outage.js';
import { Config } from '../config/config.js';
import { execute, RunStopped, type RunResult } from '../engine/index.js';
import { engineHost } from './engine-host.js';
import { ProgramsService } from './programs.service.js';
import type { ClaimedRun, NewRun, QueuedRun } from './run.js';
import { RunSignals } from './run-signals.service.js';
import { RunsService } from './runs.service.js';

/** A second is the promise for a cancel that the quick word of RunSignals did not reach. */
const HEARTBEAT_MS = 500;
const RETRY_MS = 250;

interface ActiveRun {
  readonly run: ClaimedRun;
  readonly stop: AbortController;
  ended: Promise<void>;
  /** Somebody else has the run, or is about to: what this process makes of it does not count. */
  disowned: boolean;
}

/** Runs boards in this process and keeps the database informed that it does. */
@Injectable()
export class RunnerService implements OnApplicationBootstrap {
  private readonly logger = new Logger(RunnerService.name);
  private readonly active = new Map<string, ActiveRun>();
  private readonly host = engineHost();
  private worker = uuidv7();
  private registration: Promise<void> | undefined;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  private outage = false;

  constructor(
    private readonly runs: RunsService,
    private readonly programs: ProgramsService,
    private readonly signals: RunSignals,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.signals.listen('cancel', (id) => this.stop(id));
    this.scheduleHeartbeat(0);
  }

  /** Runs executing in this process now. */
  get activeCount(): number {
    return this.active.size;
  }

  /** Takes the run if it still waits, and executes it to its end. */
  async work(id: string): Promise<void> {
    await this.register();
    const run = await this.runs.claim(id, this.worker);
    if (run !== undefined) await this.begin(run).ended;
  }

  /** Records the run and begins it here and now; `ended` resolves when its end is recorded. */
  async startNow(run: NewRun): Promise<{ id: string; ended: Promise<void> }> {
    await this.register();
    const claimed = await this.runs.createRunning(run, this.worker);
    return { id: claimed.id, ended: this.begin(claimed).ended };
  }

  /** Waits for the active runs, at most `graceMs`; what is left then goes back to the queue. */
  async drain(graceMs: number): Promise<QueuedRun[]> {
    const grace = new AbortController();
    const timer = setTimeout(() => grace.abort(), graceMs);
    const all = Promise.all([...this.active.values()].map(({ ended }) => ended));
    const patience = new Promise((resolve) => grace.signal.addEventListener('abort', resolve));
    await Promise.race([all, patience]);
    clearTimeout(timer);
    const left = [...this.active.values()];
    const handedBack = await Promise.all(left.map((active) => this.handBack(active)));
    return handedBack.filter((run) => run !== undefined);
  }

  /** Says good-bye, so that nobody waits for this process's heartbeat to go stale. */
  async leave(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.beating;
    if (this.registration) await this.runs.removeWorker(this.worker).catch(() => undefined);
  }

  private begin(run: ClaimedRun): ActiveRun {
    const active: ActiveRun = {
      run,
      stop: new AbortController(),
      ended: Promise.resolve(),
      disowned: false,
    };
    this.active.set(run.id, active);
    active.ended = this.executeAndRecord(active).finally(() => this.active.delete(run.id));
    return active;
  }

  private async executeAndRecord(active: ActiveRun): Promise<void> {
    const { run } = active;
    const result = await this.execute(active);
    if (active.disowned) return;
    const kept = await this.record(active, result);
    if (kept === false)
      this.logger.warn(`Run ${run.id} had been taken over; its result is dropped`);
    if (run.mode === 'sync') this.signals.publish('ended', run.id);
  }

  /** A result that can't be stored must not leave the run without an end. */
  private async record(active: ActiveRun, result: RunResult): Promise<boolean | undefined> {
    const finish = (ended: RunResult) =>
      this.insist(active, () => this.runs.finish(active.run, ended));
    try {
      return await finish(result);
    } catch (error) {
      this.logger.error(`The result of run ${active.run.id} can't be kept`, (error as Error).stack);
      return finish(
        failed('The result of this run could not be stored; the fault has been logged'),
      );
    }
  }

  private async execute(active: ActiveRun): Promise<RunResult> {
    const { run, stop } = active;
    const limitMs = run.timeoutMs ?? this.config.runs.timeoutMs;
    const timer = setTimeout(
      () => stop.abort(new RunStopped('timeout', `Stopped at its time limit of ${limitMs} ms`)),
      limitMs,
    );
    try {
      const program = await this.insist(active, () => this.programs.getProgram(run.board));
      if (program === undefined) return failed('The run was taken over by another process');
      if (!program.nodeById.has(run.startNode))
        return failed(`The board no longer has the start node ${run.startNode}`);
      const { startNode: start, payload } = run;
      return await execute(program, { start, payload, host: this.host, signal: stop.signal });
    } catch (error) {
      if (error instanceof AppError) return failed(error.message);
      this.logger.error(`Run ${run.id} hit a fault of the server`, (error as Error).stack);
      return failed('The server made a mistake while running this board; it has been logged');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Tries again for as long as the database is away and the run is ours. Undefined once it is not. */
  private async insist<T>(active: ActiveRun, act: () => Promise<T>): Promise<T | undefined> {
    while (!active.disowned) {
      try {
        return await act();
      } catch (error) {
        if (!isOutage(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (1 + Math.random())));
      }
    }
    return undefined;
  }

  private stop(id: string): void {
    this.active.get(id)?.stop.abort(new RunStopped('cancelled', 'Cancelled'));
  }

  private disown(active: ActiveRun): void {
    active.disowned = true;
    active.stop.abort(new RunStopped('cancelled', 'Taken over by another process'));
  }

  private async handBack(active: ActiveRun): Promise<QueuedRun | undefined> {
    this.disown(active);
    return this.runs.handBack(active.run).catch((error: Error) => {
      this.logger.error(`Run ${active.run.id} could not be handed back: ${error.message}`);
      return undefined;
    });
  }

  private register(): Promise<void> {
    this.registration ??= this.runs.registerWorker(this.worker).catch((error: unknown) => {
      this.registration = undefined;
      throw error;
    });
    return this.registration;
  }

  private scheduleHeartbeat(delayMs: number): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.beating = this.beat().then(() => this.scheduleHeartbeat(HEARTBEAT_MS));
    }, delayMs);
  }

  private async beat(): Promise<void> {
    try {
      await this.register();
      const { known, cancelled } = await this.runs.heartbeat(this.worker);
      if (!known) await this.startOver();
      for (const id of cancelled) this.stop(id);
      if (this.outage) this.logger.log('The database answers again');
      this.outage = false;
    } catch (error) {
      if (!this.outage) this.logger.warn(`No heartbeat: ${(error as Error).message}`);
      this.outage = true;
    }
  }

  /** This process was silent for so long that others took its runs: it goes on as a new worker. */
  private async startOver(): Promise<void> {
    this.logger.warn('This process was taken for dead; its runs were given to others');
    for (const active of this.active.values()) this.disown(active);
    this.worker = uuidv7();
    this.registration = undefined;
    await this.register();
  }
}

function failed(error: string): RunResult {
  return {
    status: 'failed',
    error,
    result: null,
    logLevel: 'Error',
    logs: [],
    nodes: [],
    activations: 0,
  };
}
