import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '../common/errors.js';
import { isOutage } from '../common/outage.js';
import { Config } from '../config/config.js';
import { execute, type Host, RunStopped, type RunResult } from '../engine/index.js';
import { OutwardHttp } from '../outward/outward-http.js';
import { engineHost } from './engine-host.js';
import { ProgramsService } from './programs.service.js';
import { Pulse } from './pulse.service.js';
import type { ClaimedRun, NewRun, OwnedRun, QueuedRun } from './run.js';
import { RunSignals } from './run-signals.service.js';
import { RunsService } from './runs.service.js';
import { SecretMask } from './secret-mask.js';

const RETRY_MS = 250;
/** A claim's answer may be on its way; a run this process has not begun by then never reached it. */
const LOST_AFTER_MS = 3000;

interface ActiveRun {
  readonly run: ClaimedRun;
  readonly stop: AbortController;
  readonly began: number;
  ended: Promise<void>;
  /** Somebody else has the run, or is about to: what this process makes of it does not count. */
  disowned: boolean;
}

/** Runs boards in this process. */
@Injectable()
export class RunnerService implements OnApplicationBootstrap {
  private readonly logger = new Logger(RunnerService.name);
  private readonly active = new Map<string, ActiveRun>();
  /** When the rows were first seen to hold a run that this process does not know of. */
  private readonly strangers = new Map<string, number>();
  private readonly host: Host;
  private draining = false;

  constructor(
    private readonly runs: RunsService,
    private readonly programs: ProgramsService,
    private readonly signals: RunSignals,
    private readonly pulse: Pulse,
    private readonly config: Config,
    http: OutwardHttp,
  ) {
    this.host = engineHost({ http });
  }

  onApplicationBootstrap(): void {
    this.signals.listen('cancel', (id) => this.stop(id));
    this.pulse.start({
      onOwned: (owned, asked) => this.compare(owned, asked),
      onReplaced: () => this.disownAll(),
    });
  }

  get activeCount(): number {
    return this.active.size;
  }

  /** Takes the run if it still waits, and executes it to its end. Waits while Postgres is away. */
  async work(id: string): Promise<void> {
    const run = await this.insist(
      () => !this.draining,
      () => this.claim(id),
    );
    if (run !== undefined) await this.begin(run).ended;
  }

  /** Records the run and begins it here and now; `ended` resolves when its end is recorded. */
  async startNow(run: NewRun): Promise<{ id: string; ended: Promise<void> }> {
    const worker = await this.pulse.register();
    const claimed = await this.runs.createRunning(run, worker);
    return { id: claimed.id, ended: this.begin(claimed).ended };
  }

  /** Waits until nothing is active, at most `graceMs`; what is left then goes back to the queue. */
  async drain(graceMs: number): Promise<QueuedRun[]> {
    this.draining = true;
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        over = true;
        resolve();
      }, graceMs);
    });
    while (this.active.size > 0 && !over)
      await Promise.race([grace, ...[...this.active.values()].map(({ ended }) => ended)]);
    clearTimeout(timer);
    const left = [...this.active.values()];
    const handedBack = await Promise.all(left.map((active) => this.handBack(active)));
    return handedBack.filter((run) => run !== undefined);
  }

  private async claim(id: string): Promise<ClaimedRun | undefined> {
    return this.runs.claim(id, await this.pulse.register());
  }

  private begin(run: ClaimedRun): ActiveRun {
    const active: ActiveRun = {
      run,
      stop: new AbortController(),
      began: performance.now(),
      ended: Promise.resolve(),
      disowned: false,
    };
    this.active.set(run.id, active);
    active.ended = this.executeAndRecord(active)
      .catch((error: Error) => this.logger.error(`Run ${run.id} was not closed`, error.stack))
      .finally(() => {
        // A later attempt of the same run may stand here by now.
        if (this.active.get(run.id) === active) this.active.delete(run.id);
      });
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
    const { run } = active;
    const isOurs = () => !active.disowned;
    const finish = (ended: RunResult) => this.insist(isOurs, () => this.runs.finish(run, ended));
    try {
      return await finish(result);
    } catch (error) {
      this.logger.error(`The result of run ${run.id} can't be kept`, (error as Error).stack);
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
      const isWanted = () => !stop.signal.aborted;
      const program = await this.insist(isWanted, () => this.programs.getProgram(run.board));
      if (program === undefined) return stopped(stop.signal);
      if (!program.nodeById.has(run.startNode))
        return failed(`The board no longer has the start node ${run.startNode}`);
      const { startNode: start, payload } = run;
      const options = { start, payload, host: this.host, signal: stop.signal, runId: run.id };
      const result = await execute(program, options);
      return SecretMask.of(program)?.hideInResult(result) ?? result;
    } catch (error) {
      if (error instanceof AppError) return failed(error.message);
      this.logger.error(`Run ${run.id} hit a fault of the server`, (error as Error).stack);
      return failed('The server made a mistake while running this board; it has been logged');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Tries again for as long as the database is away and `isWanted`. Undefined once it is not. */
  private async insist<T>(isWanted: () => boolean, act: () => Promise<T>): Promise<T | undefined> {
    while (isWanted()) {
      try {
        return await act();
      } catch (error) {
        if (!isOutage(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (1 + Math.random())));
      }
    }
    return undefined;
  }

  /**
   * Makes this process and the rows agree on who has which run: an answer of Postgres that got lost
   * would leave a run with nobody. `asked` is when the rows were asked.
   */
  private compare(owned: readonly OwnedRun[], asked: number): void {
    const attempts = new Map(owned.map(({ id, attempt }) => [id, attempt]));
    for (const active of this.active.values())
      if (active.began < asked && attempts.get(active.run.id) !== active.run.attempt)
        this.disown(active);
    for (const run of owned) {
      if (this.active.has(run.id)) {
        if (run.cancelled) this.stop(run.id);
      } else if (!this.strangers.has(run.id)) this.strangers.set(run.id, asked);
      else if (asked - this.strangers.get(run.id)! > LOST_AFTER_MS) void this.giveUp(run);
    }
    for (const id of this.strangers.keys())
      if (!attempts.has(id) || this.active.has(id)) this.strangers.delete(id);
  }

  /** The reconciler will find that it has no ticket. */
  private async giveUp(run: OwnedRun): Promise<void> {
    this.logger.warn(`Run ${run.id} was taken here but never begun; it goes back to the queue`);
    await this.runs.handBack(run).catch(() => undefined);
  }

  private stop(id: string): void {
    this.active.get(id)?.stop.abort(new RunStopped('cancelled', 'Cancelled'));
  }

  private disown(active: ActiveRun): void {
    active.disowned = true;
    active.stop.abort(new RunStopped('cancelled', 'Taken over by another process'));
  }

  /** This process was silent for so long that others took its runs. */
  private disownAll(): void {
    for (const active of this.active.values()) this.disown(active);
  }

  private async handBack(active: ActiveRun): Promise<QueuedRun | undefined> {
    this.disown(active);
    return this.runs.handBack(active.run).catch((error: Error) => {
      this.logger.error(`Run ${active.run.id} could not be handed back: ${error.message}`);
      return undefined;
    });
  }
}

function stopped(signal: AbortSignal): RunResult {
  const { reason, message } = signal.reason as RunStopped;
  return { ...failed(message), status: reason === 'timeout' ? 'timeout' : 'cancelled' };
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
