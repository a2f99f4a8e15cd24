import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { PulseSql, Sql } from '../database/sql.js';
import { LOG_LEVELS, parseValue, printValue, type RunResult } from '../engine/index.js';
import type { ClaimedRun, NewRun, OwnedRun, QueuedRun, Run, RunRowStatus } from './run.js';
import * as statements from './run-statements.js';

interface RunRow {
  readonly id: string;
  readonly app_id: string;
  readonly board_id: string;
  readonly board_version: string;
  readonly status: RunRowStatus;
  readonly result: string | null;
  readonly error: string | null;
  readonly attempt: number;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
}

interface ClaimedRow {
  readonly id: string;
  readonly app_id: string;
  readonly board_id: string;
  readonly board_version: string;
  readonly board_hash: string;
  readonly start_node: string;
  readonly mode: 'async' | 'sync';
  readonly payload: string | null;
  readonly timeout_ms: number | null;
  readonly attempt: number;
}

interface QueuedRow {
  readonly id: string;
  readonly attempt: number;
  readonly delay_ms: number;
}

/** The rows of runs: the only truth about what state a run is in. */
@Injectable()
export class RunsService {
  constructor(
    private readonly sql: Sql,
    private readonly pulse: PulseSql,
  ) {}

  /** Writes a run that waits for a worker. Once this resolves, the run can't be lost. */
  async createQueued(run: NewRun): Promise<QueuedRun> {
    const [row] = await this.sql.rows<QueuedRow>(statements.INSERT_QUEUED, inserted(uuidv7(), run));
    return toQueuedRun(row!);
  }

  /** Writes a run that `worker`, this very process, begins at once. */
  async createRunning(run: NewRun, worker: string): Promise<ClaimedRun> {
    const id = uuidv7();
    await this.sql.rows(statements.INSERT_RUNNING, [...inserted(id, run), worker]);
    return { ...run, id, timeoutMs: run.timeoutMs ?? null, attempt: 1 };
  }

  async findRun(id: string): Promise<Run | undefined> {
    const [row] = await this.sql.rows<RunRow>(statements.FIND, [id]);
    if (row === undefined) return undefined;
    return {
      id: row.id,
      appId: row.app_id,
      boardId: row.board_id,
      boardVersion: row.board_version,
      status: row.status,
      result: row.result === null ? null : parseValue(row.result),
      error: row.error,
      attempts: row.attempt,
      createdAt: row.created_at,
      startedAt: row.started_at,
      completedAt: row.completed_at,
    };
  }

  /** Takes a queued run for `worker`. Undefined when somebody else has it or it is over. */
  async claim(id: string, worker: string): Promise<ClaimedRun | undefined> {
    const [row] = await this.sql.rows<ClaimedRow>(statements.CLAIM, [id, worker]);
    if (row === undefined) return undefined;
    return {
      id: row.id,
      board: {
        appId: row.app_id,
        boardId: row.board_id,
        version: row.board_version,
        hash: row.board_hash,
      },
      startNode: row.start_node,
      mode: row.mode,
      payload: row.payload === null ? null : parseValue(row.payload),
      timeoutMs: row.timeout_ms,
      attempt: row.attempt,
    };
  }

  /** Closes a run with its log. False when it was taken away from this process meanwhile. */
  async finish(run: ClaimedRun, result: RunResult): Promise<boolean> {
    const value = printValue(result.result);
    const level = LOG_LEVELS.indexOf(result.logLevel);
    const lines = result.logs.map(({ time, level: name, nodeId, message }) => ({
      time,
      level: LOG_LEVELS.indexOf(name),
      node_id: nodeId,
      message,
    }));
    const written = await this.sql.rows(statements.FINISH, [
      run.id,
      run.attempt,
      result.status,
      value,
      storable(result.error),
      level,
      JSON.stringify(lines),
    ]);
    return written.length > 0;
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
}

function inserted(id: string, run: NewRun): unknown[] {
  return [
    id,
    run.board.appId,
    run.board.boardId,
    run.board.version,
    run.board.hash,
    run.startNode,
    run.mode,
    printValue(run.payload),
    run.timeoutMs ?? null,
    run.delayMs,
  ];
}

function toQueuedRun({ id, attempt, delay_ms: delayMs }: QueuedRow): QueuedRun {
  return { id, attempt, delayMs };
}

/** Postgres text can't hold the character NUL. */
function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '\uFFFD');
}
