import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { NotFoundError } from '../common/errors.js';
import { isOutage } from '../common/outage.js';
import { Grouped } from '../database/grouped.js';
import { PulseSql, Sql } from '../database/sql.js';
import { isForeignKeyViolation } from '../database/violations.js';
import type { RunEvent, RunResult, RunStatus } from '../engine/index.js';
import type {
  ClaimedRun,
  NewRun,
  OwnedRun,
  QueuedRun,
  Run,
  RunPhases,
  RunRowStatus,
} from './run.js';
import {
  type ClaimedRow,
  endCells,
  endedCells,
  type EndedRun,
  eventsText,
  listsOf,
  newCells,
  type RunRow,
  toClaimedRun,
  toRun,
} from './run-rows.js';
import * as statements from './run-statements.js';

interface QueuedRow {
  readonly id: string;
  readonly attempt: number;
  readonly delay_ms: number;
}

type New = ReturnType<typeof newCells>;
type End = ReturnType<typeof endCells>;
type Ended = ReturnType<typeof endedCells>;

/** How the row of a run says it ended: a cancel that was accepted wins over a result. */
export interface RecordedEnd {
  readonly status: RunStatus;
  readonly completedAt: Date;
}

interface EndRow {
  readonly id: string;
  readonly status: RunStatus;
  readonly completed_at: Date;
}

/** The rows of runs: the only truth about what state a run is in. Much asked for at once is done together. */
@Injectable()
export class RunsService {
  private readonly queued = new Grouped<New, QueuedRun>(
    (runs) => this.insertQueued(runs),
    isOutage,
  );
  private readonly ended = new Grouped<Ended, void>((runs) => this.insertEnded(runs), isOutage);
  private readonly claims = new Map<string, Grouped<string, ClaimedRun | undefined>>();
  private readonly finishes = new Grouped<End, RecordedEnd | undefined>(
    (ends) => this.writeEnds(ends),
    isOutage,
  );

  constructor(
    private readonly sql: Sql,
    private readonly pulse: PulseSql,
  ) {}

  /** Writes a run that waits for a worker. Once this resolves, the run can't be lost. */
  async createQueued(run: NewRun): Promise<QueuedRun> {
    return this.queued.call(newCells(run)).catch(noteMissingBoard);
  }

  /** The same as part of somebody's transaction. Undefined when there is a run of this id already. */
  async createQueuedWithin(manager: EntityManager, run: NewRun): Promise<QueuedRun | undefined> {
    const lists = listsOf(statements.NEW_COLUMNS, [newCells(run)]);
    const rows: unknown = await manager
      .query(statements.INSERT_QUEUED.text, lists)
      .catch(noteMissingBoard);
    const [row] = rows as QueuedRow[];
    return row && toQueuedRun(row);
  }

  /** Writes a run that `worker`, this very process, has begun. */
  async createRunning(run: NewRun, worker: string): Promise<ClaimedRun> {
    const lists = listsOf(statements.NEW_COLUMNS, [newCells(run)]);
    await this.sql.rows(statements.INSERT_RUNNING, [...lists, worker]).catch(noteMissingBoard);
    return { ...run, timeoutMs: run.timeoutMs ?? null, attempt: 1 };
  }

  /** Writes a run that this process has begun and ended already. */
  async createEnded(run: EndedRun): Promise<void> {
    return this.ended.call(endedCells(run)).catch(noteMissingBoard);
  }

  async findRun(id: string): Promise<Run | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.sql.rows<RunRow>(statements.FIND, [id]);
    return row && toRun(row);
  }

  /** Bytes of the JSON text that a run was given; 0 for an unknown one. */
  async countPayload(id: string): Promise<number> {
    const [row] = await this.sql.rows<{ bytes: number }>(statements.COUNT_PAYLOAD, [id]);
    return row?.bytes ?? 0;
  }

  /** Takes a queued run for `worker`. Undefined when somebody else has it or it is over. */
  claim(id: string, worker: string): Promise<ClaimedRun | undefined> {
    let claims = this.claims.get(worker);
    if (claims === undefined) {
      claims = new Grouped((ids) => this.claimAll(ids, worker), isOutage);
      this.claims.clear(); // a process has one name at a time
      this.claims.set(worker, claims);
    }
    return claims.call(id);
  }

  /** Closes a run with its log. Undefined when it was taken away from this process meanwhile. */
  async finish(
    run: ClaimedRun,
    result: RunResult,
    phases: RunPhases,
  ): Promise<RecordedEnd | undefined> {
    return this.finishes.call(endCells(run, result, phases));
  }

  /** Keeps what a run told, from its event numbered `first` on. False when another attempt has begun. */
  async addEvents(
    { id, attempt }: Pick<ClaimedRun, 'id' | 'attempt'>,
    first: number,
    events: readonly RunEvent[],
  ): Promise<boolean> {
    const values = [id, attempt, first, eventsText(events)];
    return (await this.sql.rows(statements.ADD_EVENTS, values)).length > 0;
  }

  /** Gives up a run that this process began and can't end. Undefined when there is nothing to queue. */
  async handBack({ id, attempt }: OwnedRun | ClaimedRun): Promise<QueuedRun | undefined> {
    const [row] = await this.sql.rows<QueuedRow & { status: RunRowStatus }>(statements.HAND_BACK, [
      id,
      attempt,
    ]);
    return row?.status === 'queued' ? toQueuedRun(row) : undefined;
  }

  /** Records that a run must stop. The status it has now; undefined when it ended otherwise or is unknown. */
  async requestCancel(id: string): Promise<RunRowStatus | undefined> {
    const [row] = await this.sql.rows<{ status: RunRowStatus }>(statements.CANCEL, [id]);
    return row?.status;
  }

  async registerWorker(worker: string): Promise<void> {
    await this.sql.rows(statements.REGISTER_WORKER, [worker]);
  }

  async removeWorker(worker: string): Promise<void> {
    await this.sql.rows(statements.REMOVE_WORKER, [worker]);
  }

  /**
   * Tells that the worker lives. `known` is false when it was silent for so long that its runs were
   * given to others; `owned` are those the rows say it has.
   */
  async heartbeat(worker: string): Promise<{ known: boolean; owned: OwnedRun[] }> {
    const [row] = await this.pulse.rows<{ known: boolean; owned: OwnedRun[] }>(
      statements.HEARTBEAT,
      [worker],
    );
    return row!;
  }

  /** Takes the runs of dead workers away from them. Answers those that must be queued again. */
  async recover(silenceSeconds: number, maxCrashes: number): Promise<QueuedRun[]> {
    const rows = await this.sql.rows<QueuedRow & { status: RunRowStatus }>(statements.RECOVER, [
      silenceSeconds,
      maxCrashes,
    ]);
    return rows.filter(({ status }) => status === 'queued').map(toQueuedRun);
  }

  /** Runs that have been due for at least `seconds`, after the given one, by id. */
  async listWaiting(seconds: number, afterId: string, limit: number): Promise<QueuedRun[]> {
    const values = [seconds, afterId, limit];
    const rows = await this.sql.rows<QueuedRow>(statements.LIST_WAITING, values);
    return rows.map(toQueuedRun);
  }

  private async insertQueued(rows: readonly New[]): Promise<QueuedRun[]> {
    const lists = listsOf(statements.NEW_COLUMNS, rows);
    const inserted = await this.sql.rows<QueuedRow>(statements.INSERT_QUEUED, lists);
    const byId = new Map(inserted.map((row) => [row.id, toQueuedRun(row)]));
    return rows.map(({ id, delay_ms: delayMs }) => byId.get(id) ?? { id, attempt: 0, delayMs });
  }

  private async insertEnded(rows: readonly Ended[]): Promise<void[]> {
    await this.sql.rows(statements.INSERT_ENDED, listsOf(statements.ENDED_COLUMNS, rows));
    return rows.map(() => undefined);
  }

  private async claimAll(
    ids: readonly string[],
    worker: string,
  ): Promise<(ClaimedRun | undefined)[]> {
    const rows = await this.sql.rows<ClaimedRow>(statements.CLAIM, [ids, worker]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = byId.get(id);
      byId.delete(id); // two tickets of one run: the first has it
      return row && toClaimedRun(row);
    });
  }

  private async writeEnds(ends: readonly End[]): Promise<(RecordedEnd | undefined)[]> {
    const lists = listsOf(statements.END_COLUMNS, ends);
    const rows = await this.sql.rows<EndRow>(statements.FINISH, lists);
    const written = new Map(rows.map((row) => [row.id, row]));
    return ends.map(({ id }) => {
      const row = written.get(id);
      return row && { status: row.status, completedAt: row.completed_at };
    });
  }
}

/** The board may be removed between the look at it and the insert. */
function noteMissingBoard(error: unknown): never {
  if (isForeignKeyViolation(error, 'runs_app_id_board_id_fkey'))
    throw new NotFoundError('The board has just been removed');
  throw error;
}

function toQueuedRun({ id, attempt, delay_ms: delayMs }: QueuedRow): QueuedRun {
  return { id, attempt, delayMs };
}
