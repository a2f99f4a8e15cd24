import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { LimitError, NotFoundError } from '../common/errors.js';
import { Config } from '../config/config.js';
import { Grouped } from '../database/grouped.js';
import { PulseSql, Sql } from '../database/sql.js';
import type { RunEvent, RunResult, RunStatus } from '../engine/index.js';
import type {
  ClaimedRun,
  NewRun,
  OwnedRun,
  QueuedRun,
  RunInput,
  Run,
  RunPhases,
  RunRowStatus,
} from './run.js';
import {
  type ClaimedRow,
  endCells,
  type EndedRun,
  eventsText,
  type InputRow,
  newCells,
  pieceCells,
  type RunRow,
  toClaimedRun,
  toInput,
  type ToldEvents,
  toRun,
} from './run-rows.js';
import * as begin from './statements/begin-runs.js';
import * as end from './statements/end-runs.js';
import * as find from './statements/find-runs.js';
import { ADD_EVENTS } from './statements/follow-runs.js';
import { UNPARK } from './statements/places.js';
import * as take from './statements/take-runs.js';

interface QueuedRow {
  readonly id: string;
  readonly attempt: number;
  readonly delay_ms: number;
  readonly priority: number;
}

interface Claim {
  readonly runId: string;
  readonly worker: string;
}

type New = ReturnType<typeof newCells>;
type Pieces = ReturnType<typeof pieceCells>;

/** What is written of an end, and its log. */
interface End {
  readonly cells: ReturnType<typeof endCells> & { readonly worker: string };
  readonly pieces: Pieces;
}

/** A run of which nothing was written before. */
interface Ended {
  readonly begun: New;
  readonly end: ReturnType<typeof endCells> & Times;
  readonly pieces: Pieces;
}

type Times = Pick<EndedRun, 'created' | 'started' | 'completed'>;

/** How the row of a run says it ended: a cancel that was accepted wins over a result. */
export interface RecordedEnd {
  /** Null when it is not the end: after an outage it will be tried again. */
  readonly end: { readonly status: RunStatus; readonly completedAt: Date } | null;
  /** Runs that need a ticket now: this very one, or those that got places. */
  readonly next: readonly QueuedRun[];
}

interface NewRow extends QueuedRow {
  /** It waits for a place, and needs no ticket before. */
  readonly parked: boolean;
  readonly refused: boolean;
}

interface EndRow extends QueuedRow {
  readonly status: RunRowStatus;
  readonly completed_at: Date | null;
  /** Whether it is one of those that ended; else one that got a place. */
  readonly has_ended: boolean;
}

/** Seconds after which who was refused may try again: a guess, as nobody knows how long runs take. */
const FULL_SECONDS = 5;

/** As many are counted at every submit; more take too long for that, and are counted four times a second. */
const FEW = 1000;
const COUNT_EVERY_MS = 250;

/** The rows of runs: the only truth about what state a run is in. Much asked for at once is done together. */
@Injectable()
export class RunsService {
  private readonly queued = new Grouped<New, NewRow | undefined>((runs) => this.insertQueued(runs));
  /** Answers whether it could be written: its board was there. */
  private readonly ended = new Grouped<Ended, boolean>((runs) => this.insertEnded(runs));
  private readonly claims = new Grouped<Claim, ClaimedRun | undefined>((claims) =>
    this.claimAll(claims),
  );
  private readonly finishes = new Grouped<End, RecordedEnd | undefined>((ends) =>
    this.writeEnds(ends),
  );

  /** When the waiting runs of apps were counted last. */
  private counted = Number.NEGATIVE_INFINITY;
  /** Until when these apps take no more waiting runs. */
  private readonly fullUntil = new Map<string, number>();

  constructor(
    private readonly sql: Sql,
    private readonly pulse: PulseSql,
    private readonly config: Config,
  ) {}

  /**
   * Writes a run that waits for a worker. Once this resolves, the run can't be lost. Undefined when it needs no
   * ticket yet, as it waits for a place of its app. Throws LimitError when too many of its app wait already.
   */
  async createQueued(run: NewRun): Promise<QueuedRun | undefined> {
    const { appId } = run.board;
    if (this.isFull(appId)) throw this.tooManyWait();
    const row = await this.queued.call(newCells(run));
    if (row === undefined) throw missingBoard();
    if (row.refused) {
      if (this.config.runs.waitingPerApp > FEW)
        this.fullUntil.set(appId, performance.now() + COUNT_EVERY_MS);
      throw this.tooManyWait();
    }
    return row.parked ? undefined : toQueuedRun(row);
  }

  /** The same as part of somebody's transaction. */
  async createQueuedWithin(manager: EntityManager, run: NewRun): Promise<QueuedRun | undefined> {
    const { perApp, waitingPerApp } = this.config.runs;
    const values = [JSON.stringify([newCells(run)]), perApp, waitingPerApp, true];
    const rows: unknown = await manager.query(begin.INSERT_QUEUED.text, values);
    const [row] = rows as NewRow[];
    if (row === undefined) throw missingBoard();
    if (row.refused) throw this.tooManyWait();
    return row.parked ? undefined : toQueuedRun(row);
  }

  /**
   * Begins a run anew that did not complete. `ticket` when it has a place. Undefined when it completed, has not
   * ended or is unknown.
   */
  async retry(id: string): Promise<{ ticket: QueuedRun | undefined } | undefined> {
    const values = [id, this.config.runs.perApp];
    const [row] = await this.sql.rows<NewRow>(begin.RETRY, values);
    return row && { ticket: row.parked ? undefined : toQueuedRun(row) };
  }

  /** Gives free places to runs that wait for one. Answers those that got one. */
  async unpark(): Promise<QueuedRun[]> {
    const rows = await this.sql.rows<QueuedRow>(UNPARK, [this.config.runs.perApp]);
    return rows.map(toQueuedRun);
  }

  /** Writes a run that `worker`, this very process, has begun. */
  async createRunning(run: NewRun, worker: string): Promise<ClaimedRun> {
    const values = [JSON.stringify([newCells(run)]), worker];
    const written = await this.sql.rows(begin.INSERT_RUNNING, values);
    if (written.length === 0) throw missingBoard();
    return { ...run, timeoutMs: run.timeoutMs ?? null, attempt: 1, worker };
  }

  /** Writes a run that this process has begun and ended already. */
  async createEnded({ run, result, events, phases, ...times }: EndedRun): Promise<void> {
    const attempt = { id: run.id, attempt: 1 };
    const end = Object.assign(endCells(attempt, result, phases, { first: 1, events }), times);
    const pieces = pieceCells(attempt, result);
    if (!(await this.ended.call({ begun: newCells(run), end, pieces }))) throw missingBoard();
  }

  async findRun(id: string): Promise<Run | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.sql.rows<RunRow>(find.FIND, [id]);
    return row && toRun(row);
  }

  /** Throws NotFoundError. */
  async getInput(id: string): Promise<RunInput> {
    const [row] = await this.sql.rows<InputRow>(find.FIND_INPUT, [id]);
    if (row === undefined) throw new NotFoundError('The run has just been removed');
    return toInput(row);
  }

  /** Bytes of the JSON text that a run was given; 0 for an unknown one. */
  async countPayload(id: string): Promise<number> {
    const [row] = await this.sql.rows<{ bytes: number }>(find.COUNT_PAYLOAD, [id]);
    return row?.bytes ?? 0;
  }

  /** Takes a queued run for `worker`. Undefined when somebody else has it or it is over. */
  claim(runId: string, worker: string): Promise<ClaimedRun | undefined> {
    return this.claims.call({ runId, worker });
  }

  /** Closes a run with its log and what it told last. Undefined when it was taken away from this process meanwhile. */
  async finish(
    run: ClaimedRun,
    result: RunResult,
    phases: RunPhases,
    told: ToldEvents = { first: 1, events: [] },
  ): Promise<RecordedEnd | undefined> {
    const pieces = pieceCells(run, result);
    const cells = Object.assign(endCells(run, result, phases, told), { worker: run.worker });
    return this.finishes.call({ cells, pieces });
  }

  /** Keeps what a run told, from its event numbered `first` on. False when another attempt has begun. */
  async addEvents(
    { id, attempt, worker }: ClaimedRun,
    first: number,
    events: readonly RunEvent[],
  ): Promise<boolean> {
    const values = [id, attempt, first, eventsText(events), worker];
    return (await this.sql.rows(ADD_EVENTS, values)).length > 0;
  }

  /** Gives up a run that this process began and can't end. Undefined when there is nothing to queue. */
  async handBack({ id, attempt, worker }: OwnedRun | ClaimedRun): Promise<QueuedRun | undefined> {
    const [row] = await this.sql.rows<QueuedRow & { status: RunRowStatus }>(end.HAND_BACK, [
      id,
      attempt,
      worker,
    ]);
    return row?.status === 'queued' ? toQueuedRun(row) : undefined;
  }

  /** Records that a run must stop. The status it has now; undefined when it ended otherwise or is unknown. */
  async requestCancel(id: string): Promise<RunRowStatus | undefined> {
    const [row] = await this.sql.rows<{ status: RunRowStatus }>(end.CANCEL, [id]);
    return row?.status;
  }

  async registerWorker(worker: string): Promise<void> {
    await this.sql.rows(take.REGISTER_WORKER, [worker]);
  }

  async removeWorker(worker: string): Promise<void> {
    await this.sql.rows(take.REMOVE_WORKER, [worker]);
  }

  /**
   * Tells that the worker lives. `known` is false when it was silent for so long that its runs were
   * given to others; `owned` are those the rows say it has.
   */
  async heartbeat(worker: string): Promise<{ known: boolean; owned: OwnedRun[] }> {
    const [row] = await this.pulse.rows<{ known: boolean; owned: OwnedRun[] }>(take.HEARTBEAT, [
      worker,
    ]);
    return row!;
  }

  /** Takes the runs of dead workers away from them. Answers those that must be queued again. */
  async recover(silenceSeconds: number, maxCrashes: number): Promise<QueuedRun[]> {
    const rows = await this.sql.rows<QueuedRow & { status: RunRowStatus }>(end.RECOVER, [
      silenceSeconds,
      maxCrashes,
    ]);
    return rows.filter(({ status }) => status === 'queued').map(toQueuedRun);
  }

  /** Runs that have been due for at least `seconds`, after the given one, by id. */
  async listWaiting(seconds: number, afterId: string, limit: number): Promise<QueuedRun[]> {
    const values = [seconds, afterId, limit];
    const rows = await this.sql.rows<QueuedRow>(take.LIST_WAITING, values);
    return rows.map(toQueuedRun);
  }

  private async insertQueued(rows: readonly New[]): Promise<(NewRow | undefined)[]> {
    const { perApp, waitingPerApp } = this.config.runs;
    const now = performance.now();
    const counts = waitingPerApp <= FEW || now - this.counted >= COUNT_EVERY_MS;
    if (counts) this.counted = now;
    const values = [JSON.stringify(rows), perApp, waitingPerApp, counts];
    const inserted = await this.sql.rows<NewRow>(begin.INSERT_QUEUED, values);
    const byId = new Map(inserted.map((row) => [row.id, row]));
    return rows.map(({ id }) => byId.get(id));
  }

  private async insertEnded(rows: readonly Ended[]): Promise<boolean[]> {
    const values = [
      JSON.stringify(rows.map(({ begun }) => begun)),
      JSON.stringify(rows.map(({ end }) => end)),
      JSON.stringify(rows.flatMap(({ pieces }) => pieces)),
    ];
    const written = await this.sql.rows<{ id: string }>(begin.INSERT_ENDED, values);
    const ids = new Set(written.map(({ id }) => id));
    return rows.map(({ begun }) => ids.has(begun.id));
  }

  private async claimAll(claims: readonly Claim[]): Promise<(ClaimedRun | undefined)[]> {
    const rows = await this.sql.rows<ClaimedRow>(take.CLAIM, [
      claims.map(({ runId }) => runId),
      claims.map(({ worker }) => worker),
      this.config.runs.perApp,
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return claims.map(({ runId }) => {
      const row = byId.get(runId);
      byId.delete(runId); // two tickets of one run: the first has it
      return row && toClaimedRun(row);
    });
  }

  private async writeEnds(ends: readonly End[]): Promise<(RecordedEnd | undefined)[]> {
    const cells = ends.map((end) => end.cells);
    const pieces = ends.flatMap((end) => end.pieces);
    const values = [JSON.stringify(cells), JSON.stringify(pieces), this.config.runs.perApp];
    const rows = await this.sql.rows<EndRow>(end.FINISH, values);
    const written = new Map(rows.filter((row) => row.has_ended).map((row) => [row.id, row]));
    // Whoever is told first queues those that got places.
    const unparked = rows.filter((row) => !row.has_ended).map(toQueuedRun);
    return cells.map(({ id }) => {
      const row = written.get(id);
      return row && recordedEnd(row, unparked.splice(0));
    });
  }

  private isFull(appId: string): boolean {
    const until = this.fullUntil.get(appId);
    if (until === undefined || until > performance.now()) return until !== undefined;
    this.fullUntil.delete(appId);
    return false;
  }

  private tooManyWait(): LimitError {
    const { waitingPerApp } = this.config.runs;
    return new LimitError(
      `${waitingPerApp} runs of the app wait already; try again in ${FULL_SECONDS} seconds`,
      { name: 'waiting-runs', calls: waitingPerApp, seconds: undefined },
      FULL_SECONDS,
    );
  }
}

/** The board may be removed between the look at it and the insert. */
const missingBoard = () => new NotFoundError('The board has just been removed');

function toQueuedRun({ id, attempt, delay_ms: delayMs, priority }: QueuedRow): QueuedRun {
  return { id, attempt, delayMs, priority };
}

function recordedEnd(row: EndRow, unparked: readonly QueuedRun[]): RecordedEnd {
  const { status, completed_at: completedAt } = row;
  return completedAt === null
    ? { end: null, next: [...unparked, toQueuedRun(row)] }
    : { end: { status: status as RunStatus, completedAt }, next: unparked };
}
