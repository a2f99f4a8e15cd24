import type { BoardRevision } from '../boards/board-reference.js';
import {
  LOG_LEVELS,
  parseValue,
  printValue,
  type RunEvent,
  type RunResult,
  type ValueObject,
} from '../engine/index.js';
import { recordedText } from './recording/recorded-nodes.js';
import { logPieces, type LogPiece } from './logs/log-pieces.js';
import type {
  Callback,
  ClaimedRun,
  Given,
  NewRun,
  RecordMode,
  Run,
  RunInput,
  RunPhases,
  RunRowStatus,
  RunSource,
} from './run.js';
import type { END_COLUMNS, NEW_COLUMNS, PIECE_COLUMNS } from './statements/columns.js';

// Runs as rows: what is written of them, and what is read.

export interface RunRow {
  readonly id: string;
  readonly app_id: string;
  readonly board_id: string;
  readonly board_version: string;
  readonly event_id: string | null;
  readonly source: RunSource;
  readonly mode: 'async' | 'sync';
  readonly status: RunRowStatus;
  /** Left out in lists. */
  readonly result?: string | null;
  readonly error: string | null;
  readonly log_level: number | null;
  readonly attempt: number;
  readonly started_by: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
  readonly start_ms: number | null;
  readonly nodes_ms: number | null;
  readonly io_ms: number | null;
  readonly priority: number;
  readonly retries_left: number;
  readonly rerun_of: string | null;
  readonly callback: Callback | null;
}

export interface InputRow {
  readonly start_node: string;
  readonly event_id: string | null;
  readonly event_version: string | null;
  readonly payload: string | null;
  readonly given: string | null;
  readonly tells_nodes: boolean;
  readonly timeout_ms: number | null;
  readonly priority: number;
  readonly retries: number;
  readonly callback_url: string | null;
}

export interface ClaimedRow {
  readonly id: string;
  readonly app_id: string;
  readonly board_id: string;
  readonly board_version: string;
  readonly board_hash: string;
  readonly start_node: string;
  readonly mode: 'async' | 'sync';
  readonly payload: string | null;
  readonly given: string | null;
  readonly tells_nodes: boolean;
  readonly started_by: string | null;
  readonly record: RecordMode;
  readonly traceparent: string | null;
  readonly timeout_ms: number | null;
  readonly attempt: number;
  readonly worker: string;
}

/** One value for each column. */
type Cells<Columns> = { readonly [Name in keyof Columns]: unknown };

/** How a run ended that was never written before. Times in milliseconds since 1970 UTC. */
export interface EndedRun {
  readonly run: NewRun;
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  readonly phases: RunPhases;
  readonly created: number;
  readonly started: number;
  readonly completed: number;
}

export function newCells(run: NewRun) {
  const { board, event, given } = run;
  return {
    id: run.id,
    app_id: board.appId,
    board_id: board.boardId,
    board_version: board.version,
    board_hash: board.hash,
    start_node: run.startNode,
    event_id: event?.id ?? null,
    event_version: event?.version ?? null,
    source: run.source,
    mode: run.mode,
    payload: printValue(run.payload),
    given: Object.keys(given).length === 0 ? null : JSON.stringify(given),
    tells_nodes: run.tellsNodes,
    started_by: run.startedBy,
    traceparent: run.traceparent,
    timeout_ms: run.timeoutMs ?? null,
    record: run.record,
    delay_ms: run.delayMs,
    priority: run.priority,
    retries: run.retries,
    callback_url: run.callbackUrl,
    rerun_of: run.rerunOf,
  } satisfies Cells<typeof NEW_COLUMNS>;
}

export function endCells(
  { id, attempt }: Pick<ClaimedRun, 'id' | 'attempt'>,
  result: RunResult,
  phases: RunPhases,
  { first, events }: ToldEvents,
) {
  return {
    id,
    attempt,
    status: result.status,
    result: result.result === null ? null : printValue(result.result),
    error: storable(result.error),
    outage: result.isOutage,
    log_level: LOG_LEVELS.indexOf(result.logLevel),
    log_lines: result.logs.length,
    nodes: JSON.stringify(result.nodes.map(([node, level]) => [node, LOG_LEVELS.indexOf(level)])),
    recorded: result.recorded === undefined ? null : recordedText(result.recorded),
    start_ms: phases.start,
    nodes_ms: phases.nodes,
    io_ms: phases.io,
    first_event: first,
    events:
      events.length === 0 || isOnlyResult({ first, events }, result) ? null : eventsText(events),
  } satisfies Cells<typeof END_COLUMNS>;
}

/** The log of an end, in rows. */
export function pieceCells(
  { id, attempt }: Pick<ClaimedRun, 'id' | 'attempt'>,
  { logs }: RunResult,
) {
  return logPieces(logs).map(
    (piece: LogPiece) => ({ id, attempt, ...piece }) satisfies Cells<typeof PIECE_COLUMNS>,
  );
}

/** Events of a run from a certain one on. */
export interface ToldEvents {
  /** The number of the first of them; 1 = the first of all. */
  readonly first: number;
  readonly events: readonly RunEvent[];
}

const RESULT = 'generic_result';

/** Most boards tell nothing but their result, which is in the row anyway: `resultEvent` makes it of that. */
function isOnlyResult({ first, events }: ToldEvents, { result }: RunResult): boolean {
  const [only, ...others] = events;
  return (
    first === 1 &&
    others.length === 0 &&
    only?.type === RESULT &&
    only.payload === result &&
    result !== null
  );
}

/** What a run told that has a result and of which no event is kept. */
export const resultEvent = (result: string, time: number): RunEvent => ({
  type: RESULT,
  payload: parseValue(result),
  time,
});

export const eventsText = (events: readonly RunEvent[]): string =>
  printValue(events.map((event): ValueObject => ({ ...event })));

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    appId: row.app_id,
    boardId: row.board_id,
    boardVersion: row.board_version,
    eventId: row.event_id,
    source: row.source,
    mode: row.mode,
    status: row.status,
    result: row.result == null ? null : parseValue(row.result),
    error: row.error,
    logLevel: LOG_LEVELS[row.log_level ?? 0]!,
    attempts: row.attempt,
    startedBy: row.started_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    phases:
      row.start_ms === null ? null : { start: row.start_ms, nodes: row.nodes_ms!, io: row.io_ms! },
    priority: row.priority,
    retriesLeft: row.retries_left,
    rerunOf: row.rerun_of,
    callback: row.callback,
  };
}

export function toInput(row: InputRow): RunInput {
  const { event_id: id, event_version: version } = row;
  return {
    startNode: row.start_node,
    event: id === null ? null : { id, version: version! },
    payload: row.payload === null ? null : parseValue(row.payload),
    given: row.given === null ? {} : (JSON.parse(row.given) as Given),
    tellsNodes: row.tells_nodes,
    timeoutMs: row.timeout_ms ?? undefined,
    priority: row.priority,
    retries: row.retries,
    callbackUrl: row.callback_url,
  };
}

export function toClaimedRun(row: ClaimedRow): ClaimedRun {
  const board: BoardRevision = {
    appId: row.app_id,
    boardId: row.board_id,
    version: row.board_version,
    hash: row.board_hash,
  };
  return {
    id: row.id,
    board,
    startNode: row.start_node,
    mode: row.mode,
    payload: row.payload === null ? null : parseValue(row.payload),
    given: row.given === null ? {} : (JSON.parse(row.given) as Given),
    tellsNodes: row.tells_nodes,
    startedBy: row.started_by,
    record: row.record,
    traceparent: row.traceparent,
    timeoutMs: row.timeout_ms,
    attempt: row.attempt,
    worker: row.worker,
  };
}

/** Postgres text can't hold the character NUL, nor halves of characters. */
function storable(text: string | null): string | null {
  return text === null ? null : text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
