import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '../common/errors.js';
import { isOutage } from '../common/outage.js';
import { Config } from '../config/config.js';
import {
  type Maybe,
  type Program,
  type RunEvent,
  RunStopped,
  type RunResult,
} from '../engine/index.js';
import { type ActiveRun, ActiveRuns } from './active-runs.js';
import { endedRun } from './ended-run.js';
import { Execution, failed } from './execution.js';
import { GivenValues } from './given-values.service.js';
import { insist } from './insist.js';
import { ProgramsService } from './programs.service.js';
import { RunQueue } from './queue/run-queue.js';
import { Pulse } from './pulse.service.js';
import type { ClaimedRun, NewRun, OwnedRun, QueuedRun, Run, RunPhases } from './run.js';
import type { RunEventLog } from './run-event-log.js';
import { RunHosts } from './run-hosts.service.js';
import { RunSignals } from './run-signals.service.js';
import { RunTelemetry } from './run-telemetry.service.js';
import { type RecordedEnd, RunsService } from './runs.service.js';

/** Runs that one process may have, those included that wait for people and hold no place. */
const MOST_ACTIVE = 1000;
const UNKEPT = "The result of a run can't be kept";
const NOT_STORED = 'The result of this run could not be stored; the fault has been logged';

/** A run that began here. */
export interface StartedRun {
  readonly log: RunEventLog;
  /** Resolves when it is written down, running or ended. Rejects when it could not be: it is stopped then. */
  readonly recorded: Promise<unknown>;
  /**
   * Resolves when its end is recorded, or when another process has it. With the run when nothing of it was
   * written before: it need not be read then.
   */
  readonly ended: Promise<Run | void>;
  /** Resolves when it needs a place no more: it has ended, or waits for a person. Undefined when it never needed one. */
  readonly idle: Promise<unknown> | undefined;
}

/** Runs boards in this process. */
@Injectable()
export class RunnerService implements OnApplicationBootstrap {
  private readonly logger = new Logger(RunnerService.name);
  private readonly active = new ActiveRuns();
  private draining = false;

  constructor(
    private readonly runs: RunsService,
    private readonly programs: ProgramsService,
    private readonly signals: RunSignals,
    private readonly pulse: Pulse,
    private readonly given: GivenValues,
    private readonly hosts: RunHosts,
    private readonly queue: RunQueue,
    private readonly config: Config,
    private readonly telemetry: RunTelemetry,
  ) {}

  onApplicationBootstrap(): void {
    this.signals.listen('cancel', (id) => this.active.stop(id));
    this.pulse.start({
      onOwned: (owned, asked) => {
        for (const run of this.active.compare(owned, asked)) void this.giveUp(run);
      },
      // This process was silent for so long that others took its runs.
      onReplaced: () => {
        for (const active of this.active.all()) this.active.disown(active);
      },
    });
  }

  get activeCount(): number {
    return this.active.size;
  }

  /** What a run of this process has told so far. Undefined for runs of others. */
  logOf(id: string): RunEventLog | undefined {
    return this.active.get(id)?.execution.log;
  }

  /** Takes the run if it still waits, and executes it to its end. Waits while Postgres is away. */
  async work(id: string): Promise<void> {
    const run = await insist(
      () => !this.draining,
      () => this.claim(id),
    );
    if (run === undefined) return;
    const { ended, execution } = this.begin(run);
    // One that waits for a person needs no place among those that work.
    await Promise.race([ended, execution.suspended]);
  }

  /**
   * Executes the run here and now. Of one that never has to wait nothing is written before its end, and then
   * all of it at once.
   */
  startNow(run: NewRun, program: Program): StartedRun {
    const execution = new Execution(run, 1, this.telemetry.watch(run, 1, false));
    const { log, suspended } = execution;
    const result = this.executeProgram(run, execution, program);
    const isRetried = !(result instanceof Promise) && result.isOutage && run.retries > 0;
    if (!(result instanceof Promise) && !isRetried) {
      const ended = this.recordEnded(run, execution, result);
      return { log, recorded: ended, ended, idle: undefined };
    }
    execution.limitTo(run.timeoutMs ?? this.config.runs.timeoutMs);
    const active = this.recordRunning(run).then(
      (claimed) => this.watch(claimed, execution, Promise.resolve(result)),
      (error: unknown) => {
        execution.stop(new RunStopped('cancelled', 'It could not be recorded'));
        throw error;
      },
    );
    const ended = active.then((begun) => begun.ended);
    return { log, recorded: active, ended, idle: Promise.race([ended, suspended]) };
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
      await Promise.race([grace, ...this.active.all().map(({ ended }) => ended)]);
    clearTimeout(timer);
    const handedBack = await Promise.all(this.active.all().map((active) => this.handBack(active)));
    return handedBack.filter((run) => run !== undefined);
  }

  private async claim(id: string): Promise<ClaimedRun | undefined> {
    return this.runs.claim(id, await this.pulse.register());
  }

  private begin(run: ClaimedRun): ActiveRun {
    const watch = this.telemetry.watch(run, run.attempt, true);
    const execution = new Execution(run, run.attempt, watch);
    execution.limitTo(run.timeoutMs ?? this.config.runs.timeoutMs);
    return this.watch(run, execution, this.loadAndExecute(run, execution));
  }

  /** Sees a run of this process through to its recorded end. */
  private watch(run: ClaimedRun, execution: Execution, result: Promise<RunResult>): ActiveRun {
    const active: ActiveRun = {
      run,
      execution,
      began: performance.now(),
      ended: Promise.resolve(),
      disowned: false,
    };
    this.active.add(active);
    execution.log.keepWith((first, events) => this.keepEvents(run, first, events));
    active.ended = result
      .then((ended) => this.recordEnd(active, ended))
      .catch((error: Error) =>
        this.logger.error({ message: 'Run was not closed', ...execution.watch.ids }, error.stack),
      )
      .finally(() => {
        execution.log.lose(); // changes nothing for one that is closed
        execution.watch.lost(); // likewise
        this.active.remove(active);
      });
    return active;
  }

  private async recordRunning(run: NewRun): Promise<ClaimedRun> {
    return this.runs.createRunning(run, await this.pulse.register());
  }

  private async recordEnded(run: NewRun, execution: Execution, result: RunResult): Promise<Run> {
    const phases = execution.end();
    const { log, started } = execution;
    const times = { created: started, started, completed: Date.now() };
    const record = (ended: RunResult) =>
      this.runs.createEnded({ run, result: ended, events: log.events, phases, ...times });
    const kept = await record(result).then(
      () => result,
      async (error: Error) => {
        if (isOutage(error) || error instanceof AppError) throw error;
        this.logger.error({ message: UNKEPT, ...execution.watch.ids }, error.stack);
        const unkept = failed(NOT_STORED);
        await record(unkept);
        return unkept;
      },
    );
    execution.watch.ended(kept.status, phases);
    log.close({ status: kept.status, logLevel: kept.logLevel, ended: times.completed });
    return endedRun(run, kept, phases, times);
  }

  private async recordEnd(active: ActiveRun, result: RunResult): Promise<void> {
    const { run, execution } = active;
    const phases = execution.end();
    if (active.disowned) return;
    await execution.log.settle();
    const recorded = await this.record(active, result, phases);
    if (recorded === undefined) {
      if (!active.disowned)
        this.logger.warn({
          message: 'Run had been taken over; its result is dropped',
          ...execution.watch.ids,
        });
      return;
    }
    const { end, next } = recorded;
    this.queue.add(...next);
    if (end === null) return execution.watch.retried();
    const { status, completedAt } = end;
    execution.watch.ended(status, phases);
    execution.log.close({ status, logLevel: result.logLevel, ended: completedAt.getTime() });
    if (run.mode === 'sync' || execution.log.events.length > 0)
      this.signals.publish('ended', run.id);
  }

  private async keepEvents(
    run: ClaimedRun,
    first: number,
    events: readonly RunEvent[],
  ): Promise<void> {
    try {
      await this.runs.addEvents(run, first, events);
    } catch (error) {
      if (isOutage(error)) throw error;
      this.logger.error(
        { message: "Events of a run can't be kept", run_id: run.id },
        (error as Error).stack,
      );
    }
    this.signals.publish('told', run.id);
  }

  /** A result that can't be stored must not leave a run without an end. */
  private async record(
    active: ActiveRun,
    result: RunResult,
    phases: RunPhases,
  ): Promise<RecordedEnd | undefined> {
    const { run } = active;
    const finish = (ended: RunResult) =>
      insist(
        () => !active.disowned,
        () => this.runs.finish(run, ended, phases, active.execution.log.unkept),
      );
    try {
      return await finish(result);
    } catch (error) {
      this.logger.error({ message: UNKEPT, ...active.execution.watch.ids }, (error as Error).stack);
      return finish(failed(NOT_STORED));
    }
  }

  private async loadAndExecute(run: ClaimedRun, execution: Execution): Promise<RunResult> {
    try {
      const isWanted = () => !execution.signal.aborted;
      const program = await insist(isWanted, () =>
        this.programs.getProgram(run.board, run.record !== 'none' || execution.watch.measuresNodes),
      );
      if (program === undefined) return execution.stopped();
      return await this.executeProgram(run, execution, program);
    } catch (error) {
      return this.failure(run.id, error);
    }
  }

  private executeProgram(
    run: NewRun | ClaimedRun,
    execution: Execution,
    program: Program,
  ): Maybe<RunResult> {
    try {
      const given = this.given.open(run.given, run.board.appId);
      const host = this.hosts.hostOf(run, () => {
        if (this.active.size < MOST_ACTIVE) execution.suspend();
      });
      const result = execution.execute(program, given, host);
      return result instanceof Promise
        ? result.catch((error: unknown) => this.failure(run.id, error))
        : result;
    } catch (error) {
      return this.failure(run.id, error);
    }
  }

  private failure(id: string, error: unknown): RunResult {
    if (error instanceof AppError) return failed(error.message);
    this.logger.error(
      { message: 'A run hit a fault of the server', run_id: id },
      (error as Error).stack,
    );
    return failed('The server made a mistake while running this board; it has been logged');
  }

  /** The reconciler will find that it has no ticket. */
  private async giveUp(run: OwnedRun): Promise<void> {
    this.logger.warn({
      message: 'A run was taken here but never begun; it goes back to the queue',
      run_id: run.id,
    });
    await this.runs.handBack(run).catch(() => undefined);
  }

  private async handBack(active: ActiveRun): Promise<QueuedRun | undefined> {
    this.active.disown(active);
    return this.runs.handBack(active.run).catch((error: Error) => {
      this.logger.error({
        message: `A run could not be handed back: ${error.message}`,
        ...active.execution.watch.ids,
      });
      return undefined;
    });
  }
}
