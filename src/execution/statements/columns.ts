import type { Statement } from '../../database/sql.js';

export const statement = (name: string, text: string): Statement => ({
  name: `runs.${name}`,
  text,
});

/** Milliseconds until a run is due: a difference by one clock, as those of hosts do not agree. */
export const DELAY = `GREATEST(0, EXTRACT(EPOCH FROM due_at - now()) * 1000)::float8 AS delay_ms`;

/** Postgres types of the columns a new run has, by name; in the statements `new` is one such row each. */
export const NEW_COLUMNS = {
  id: 'uuid',
  app_id: 'text',
  board_id: 'text',
  board_version: 'text',
  board_hash: 'text',
  start_node: 'text',
  event_id: 'text',
  event_version: 'text',
  source: 'text',
  mode: 'text',
  payload: 'text',
  given: 'text',
  tells_nodes: 'boolean',
  started_by: 'text',
  traceparent: 'text',
  timeout_ms: 'integer',
  record: 'text',
  delay_ms: 'float8',
  priority: 'smallint',
  retries: 'smallint',
  callback_url: 'text',
  rerun_of: 'uuid',
} as const;

/** What is written of an end. */
export const END_COLUMNS = {
  id: 'uuid',
  attempt: 'integer',
  status: 'text',
  result: 'text',
  error: 'text',
  outage: 'boolean',
  log_level: 'smallint',
  log_lines: 'integer',
  nodes: 'text',
  recorded: 'text',
  start_ms: 'real',
  nodes_ms: 'real',
  io_ms: 'real',
  first_event: 'integer',
  events: 'text',
} as const;

/** An end as whoever has the run writes it. */
export const FINISH_COLUMNS = { ...END_COLUMNS, worker: 'uuid' } as const;

/** A part of a log that is written with an end. */
export const PIECE_COLUMNS = {
  id: 'uuid',
  attempt: 'integer',
  first: 'integer',
  level: 'smallint',
  lines: 'text',
} as const;

/** The end of a run of which nothing was written before, and its times in ms since 1970. */
export const ENDED_COLUMNS = {
  ...END_COLUMNS,
  created: 'float8',
  started: 'float8',
  completed: 'float8',
} as const;

type Columns = Readonly<Record<string, string>>;

/**
 * The rows of a group, sent as one JSON list: to write that and to read it costs half of what a list for every
 * column does.
 */
export const rowsOf = (columns: Columns, alias: string, parameter: number) =>
  `json_to_recordset($${parameter}::json) AS ${alias}(${Object.entries(columns)
    .map((column) => column.join(' '))
    .join(', ')})`;

/**
 * Events that were kept by a statement whose answer got lost are kept once more, with those that came since: they
 * begin with the same one.
 */
export const KEPT_AGAIN =
  'ON CONFLICT (run_id, attempt, first) DO UPDATE SET events = excluded.events';
