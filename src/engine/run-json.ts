import { LOG_LEVELS } from './board.js';
import type { LogLine, RunEvent } from './host.js';
import { printValue } from './print-value.js';
import type { RunResult } from './run-result.js';
import type { Value } from './value.js';

// How the ecosystem's clients are told of a run (board page, 1, 4.10 and 4.12).

/** A moment as the ecosystem writes it. */
export interface SystemTimeJson {
  readonly secs_since_epoch: number;
  readonly nanos_since_epoch: number;
}

/** One line of a log. Lines of this engine have one moment and belong to no operation. */
export interface LogMessageJson {
  readonly message: string;
  readonly operation_id: string | null;
  readonly node_id: string | null;
  readonly log_level: string;
  readonly stats: {
    readonly token_in: number | null;
    readonly token_out: number | null;
    readonly bit_ids: readonly string[] | null;
  };
  readonly start: SystemTimeJson;
  readonly end: SystemTimeJson;
}

/** The summary of a run. */
export interface LogMetaJson {
  readonly app_id: string;
  readonly run_id: string;
  readonly board_id: string;
  /** Microseconds since 1970 UTC. */
  readonly start: number;
  readonly end: number;
  /** 0 (Debug) to 4 (Fatal): the highest level logged. */
  readonly log_level: number;
  /** Such as `v1-0-3`. */
  readonly version: string;
  /** The nodes that ran, each with the highest level it logged. */
  readonly nodes: readonly (readonly [nodeId: string, level: number])[] | null;
  /** How many lines there are. */
  readonly logs: number | null;
  /** The node the run started at. */
  readonly node_id: string;
  readonly event_version: string | null;
  /** Empty for a run that belongs to no event. */
  readonly event_id: string;
  /** The bytes of its JSON text. */
  readonly payload: readonly number[];
  readonly is_remote: boolean;
}

export interface InterComEventJson {
  readonly event_id: string;
  readonly event_type: string;
  readonly payload: Value;
  readonly timestamp: SystemTimeJson;
}

/** What a run's summary says that its result does not. Times in milliseconds since 1970 UTC. */
export interface RunFacts {
  readonly appId: string;
  readonly runId: string;
  readonly boardId: string;
  readonly boardVersion: readonly [number, number, number];
  readonly startNode: string;
  readonly began: number;
  readonly ended: number;
  readonly payload?: Value | undefined;
  readonly event?: { readonly id: string; readonly version: readonly [number, number, number] };
}

export function systemTimeJson(ms: number): SystemTimeJson {
  const secs_since_epoch = Math.floor(ms / 1000);
  const nanos_since_epoch = Math.round((ms - secs_since_epoch * 1000) * 1_000_000);
  return { secs_since_epoch, nanos_since_epoch };
}

export function logMessageJson({ level, message, nodeId, time }: LogLine): LogMessageJson {
  const moment = systemTimeJson(time);
  return {
    message,
    operation_id: null,
    node_id: nodeId,
    log_level: level,
    stats: { token_in: null, token_out: null, bit_ids: null },
    start: moment,
    end: moment,
  };
}

export function logMetaJson(run: RunFacts, result: RunResult): LogMetaJson {
  const { event } = run;
  return {
    app_id: run.appId,
    run_id: run.runId,
    board_id: run.boardId,
    start: Math.round(run.began * 1000),
    end: Math.round(run.ended * 1000),
    log_level: LOG_LEVELS.indexOf(result.logLevel),
    version: versionText(run.boardVersion),
    nodes: result.nodes.map(([id, level]) => [id, LOG_LEVELS.indexOf(level)]),
    logs: result.logs.length,
    node_id: run.startNode,
    event_version: event === undefined ? null : versionText(event.version),
    event_id: event?.id ?? '',
    payload: [...new TextEncoder().encode(printValue(run.payload ?? null))],
    is_remote: true,
  };
}

/** `id` makes the event known among all others of the run. */
export function interComEventJson(
  { type, payload, time }: RunEvent,
  id: string,
): InterComEventJson {
  return { event_id: id, event_type: type, payload, timestamp: systemTimeJson(time) };
}

const versionText = (version: readonly [number, number, number]) => `v${version.join('-')}`;
