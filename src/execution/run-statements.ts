import type { Statement } from '../database/sql.js';

// The life of a run in SQL. Every change of state is a compare-and-set on status and attempt, so that
// whoever comes late changes nothing (docs/decisions/0003-postgres-is-the-truth.md).

const statement = (name: string, text: string): Statement => ({ name: `runs.${name}`, text });

/** Milliseconds until a run is due: a difference by one clock, as those of hosts do not agree. */
const DELAY = `GREATEST(0, EXTRACT(EPOCH FROM due_at - now()) * 1000)::float8 AS delay_ms`;

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
} as const;

/** What is written of an end. */
export const END_COLUMNS = {
  id: 'uuid',
  attempt: 'integer',
  status: 'text',
  result: 'text',
  error: 'text',
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

/** A part of a log that is written with an end. */
export const PIECE_COLUMNS = {
  id: 'uuid',
  attempt: 'integer',
  first: 'integer',
  level: 'smallint',
  lines: 'text',
} as const;

/** A run that ended before anything of it was written: its beginning and its end, times in ms since 1970. */
export const ENDED_COLUMNS = {
  ...NEW_COLUMNS,
  ...END_COLUMNS,
  created: 'float8',
  started: 'float8',
  completed: 'float8',
} as const;

type Columns = Readonly<Record<string, string>>;

const widthOf = (columns: Columns) => Object.keys(columns).length;
const arrays = (columns: Columns, before: number) =>
  Object.values(columns).map((type, index) => `$${before + index + 1}::${type}[]`);
/** One row for each call of a group: `unnest` takes a list for every column. */
const rowsOf = (columns: Columns, alias: string, before = 0) =>
  `unnest(${arrays(columns, before).join(', ')}) AS ${alias}(${Object.keys(columns).join(', ')})`;

const INSERTED = `INSERT INTO runs (id, app_id, board_id, board_version, board_hash, start_node, event_id,
  event_version, source, mode, payload, given, tells_nodes, started_by, traceparent, timeout_ms, record,
  due_at, status`;
const SELECTED = `SELECT new.id, app_id, board_id, board_version, board_hash, start_node, event_id, event_version,
  source, mode, payload::json, given::json, tells_nodes, started_by, traceparent, timeout_ms,
  record, now() + delay_ms * interval '1 millisecond'`;

/** A run that is there already was accepted before. */
export const INSERT_QUEUED = statement(
  'insert-queued',
  `${INSERTED}) ${SELECTED}, 'queued' FROM ${rowsOf(NEW_COLUMNS, 'new')}
    ON CONFLICT (id) DO NOTHING RETURNING id, attempt, ${DELAY}`,
);

const AFTER_NEW = widthOf(NEW_COLUMNS) + 1;

/** The last value = the worker that has begun it. */
export const INSERT_RUNNING = statement(
  'insert-running',
  `${INSERTED}, attempt, worker, started_at) ${SELECTED}, 'running', 1, $${AFTER_NEW}::uuid, now()
    FROM ${rowsOf(NEW_COLUMNS, 'new')}`,
);

export const INSERT_ENDED = statement(
  'insert-ended',
  `WITH new AS (SELECT * FROM ${rowsOf(ENDED_COLUMNS, 'new')}),
    logged AS (INSERT INTO run_logs (run_id, attempt, first, level, lines)
      SELECT id, attempt, first, level, lines::json
      FROM ${rowsOf(PIECE_COLUMNS, 'piece', widthOf(ENDED_COLUMNS))}),
    told AS (INSERT INTO run_events (run_id, attempt, first, events)
      SELECT id, attempt, first_event, events::json FROM new WHERE events IS NOT NULL)
    ${INSERTED}, attempt, result, error, log_level, log_lines, nodes, recorded, start_ms, nodes_ms, io_ms,
      created_at, started_at, completed_at)
    ${SELECTED}, status, attempt, result::json, error, log_level, log_lines, nodes::json, recorded::json,
      start_ms, nodes_ms, io_ms, to_timestamp(created / 1000), to_timestamp(started / 1000), to_timestamp(completed / 1000) FROM new`,
);

const FOUND = `id, app_id, board_id, board_version, event_id, mode, status, result::text AS result, error, log_level,
  attempt, started_by, created_at, started_at, completed_at, start_ms, nodes_ms, io_ms`;

export const FIND = statement('find', `SELECT ${FOUND} FROM runs WHERE id = $1`);

export const COUNT_PAYLOAD = statement(
  'count-payload',
  'SELECT COALESCE(octet_length(payload::text), 0) AS bytes FROM runs WHERE id = $1',
);

/**
 * A worker that was declared dead has no row and gets nothing. Neither does a ticket that came early,
 * by the clock of a host that is ahead.
 */
export const CLAIM = statement(
  'claim',
  `UPDATE runs SET status = 'running', attempt = attempt + 1, worker = $2,
      started_at = COALESCE(started_at, now())
    FROM boards
    WHERE runs.id = ANY($1::uuid[]) AND status = 'queued' AND due_at <= now()
      AND EXISTS (SELECT 1 FROM workers WHERE id = $2)
      AND boards.app_id = runs.app_id AND boards.id = board_id
    RETURNING runs.id, runs.app_id, board_id, board_version, start_node, mode,
      CASE WHEN board_version = 'draft' THEN draft_hash ELSE board_hash END AS board_hash,
      payload::text AS payload, given::text AS given, tells_nodes, started_by, traceparent,
        timeout_ms, record, attempt`,
);

/** A cancel that was accepted wins over a result that came in at the same moment. */
export const FINISH = statement(
  'finish',
  `WITH ended AS (SELECT * FROM ${rowsOf(END_COLUMNS, 'ended')}),
    finished AS (
      UPDATE runs SET status = CASE WHEN cancel_requested THEN 'cancelled' ELSE ended.status END,
        result = CASE WHEN cancel_requested THEN NULL ELSE ended.result::json END,
        error = CASE WHEN cancel_requested THEN NULL ELSE ended.error END,
        log_level = ended.log_level, log_lines = ended.log_lines, nodes = ended.nodes::json,
        recorded = ended.recorded::json, start_ms = ended.start_ms,
        nodes_ms = ended.nodes_ms, io_ms = ended.io_ms, completed_at = now(), worker = NULL
      FROM ended
      WHERE runs.id = ended.id AND runs.attempt = ended.attempt AND runs.status = 'running'
      RETURNING runs.id, runs.attempt, runs.status, runs.completed_at),
    logged AS (INSERT INTO run_logs (run_id, attempt, first, level, lines)
      SELECT id, attempt, first, level, lines::json
      FROM finished JOIN ${rowsOf(PIECE_COLUMNS, 'piece', widthOf(END_COLUMNS))} USING (id, attempt)),
    told AS (INSERT INTO run_events (run_id, attempt, first, events)
      SELECT id, finished.attempt, first_event, events::json FROM finished JOIN ended USING (id)
      WHERE events IS NOT NULL ON CONFLICT DO NOTHING)
    SELECT id, status, completed_at FROM finished`,
);

/** $3 = number of the first of these events. Refused once another attempt has begun. */
export const ADD_EVENTS = statement(
  'add-events',
  `INSERT INTO run_events (run_id, attempt, first, events)
    SELECT id, attempt, $3, $4::json FROM runs WHERE id = $1 AND attempt = $2 AND status = 'running'
    ON CONFLICT DO NOTHING RETURNING run_id`,
);

/** The state of a run and what it told in its present attempt, from the event numbered $3 of attempt $2 on. */
export const FOLLOW = statement(
  'follow',
  `SELECT status, attempt, log_level, result::text AS result, created_at, started_at, completed_at, (
      SELECT max(first + json_array_length(events) - 1) FROM run_events
      WHERE run_id = runs.id AND attempt = runs.attempt) AS told, COALESCE((
      SELECT json_agg(json_build_object('first', first, 'events', events) ORDER BY first) FROM (
        SELECT first, events FROM run_events
        WHERE run_id = runs.id AND attempt = runs.attempt
          AND (runs.attempt <> $2 OR first + json_array_length(events) > $3)
        ORDER BY first LIMIT 20) pieces)::text, '[]') AS pieces
    FROM runs WHERE id = $1`,
);

/** Gives a run back unfinished, for another process to begin anew; a cancelled one ends here. */
export const HAND_BACK = statement(
  'hand-back',
  `UPDATE runs SET worker = NULL,
      status = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END,
      completed_at = CASE WHEN cancel_requested THEN now() END
    WHERE id = $1 AND attempt = $2 AND status = 'running'
    RETURNING id, status, attempt, ${DELAY}`,
);

/** Answers the status after the request; no row when the run is unknown or ended otherwise. */
export const CANCEL = statement(
  'cancel',
  `UPDATE runs SET cancel_requested = true,
      status = CASE WHEN status = 'queued' THEN 'cancelled' ELSE status END,
      completed_at = CASE WHEN status = 'queued' THEN now() ELSE completed_at END
    WHERE id = $1 AND status IN ('queued', 'running', 'cancelled')
    RETURNING status`,
);

export const REGISTER_WORKER = statement(
  'register-worker',
  'INSERT INTO workers (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET heartbeat_at = now()',
);

export const REMOVE_WORKER = statement('remove-worker', 'DELETE FROM workers WHERE id = $1');

/** Tells that the worker lives and asks which runs are its own, in one round trip. */
export const HEARTBEAT = statement(
  'heartbeat',
  `WITH beat AS (UPDATE workers SET heartbeat_at = now() WHERE id = $1 RETURNING id)
    SELECT EXISTS (SELECT 1 FROM beat) AS known, COALESCE((
      SELECT json_agg(json_build_object('id', id, 'attempt', attempt, 'cancelled', cancel_requested))
      FROM runs WHERE worker = $1 AND status = 'running'), '[]') AS owned`,
);

/** $1 = seconds of silence after which a worker counts as dead, $2 = deaths before a run is given up. */
export const RECOVER = statement(
  'recover',
  `WITH dead AS (
      DELETE FROM workers WHERE heartbeat_at < now() - $1 * interval '1 second' RETURNING id)
    UPDATE runs SET worker = NULL, crashes = crashes + 1,
      status = CASE WHEN cancel_requested THEN 'cancelled' WHEN crashes + 1 >= $2 THEN 'failed'
        ELSE 'queued' END,
      completed_at = CASE WHEN cancel_requested OR crashes + 1 >= $2 THEN now() END,
      error = CASE WHEN NOT cancel_requested AND crashes + 1 >= $2 THEN
        'Given up: the process running this job died ' || crashes + 1 || ' times' END
    WHERE status = 'running' AND (worker IN (SELECT id FROM dead)
      OR NOT EXISTS (SELECT 1 FROM workers WHERE workers.id = runs.worker))
    RETURNING id, status, attempt, ${DELAY}`,
);

/** A page of runs that have been due for longer than $1 seconds, after the one with id $2. */
export const LIST_WAITING = statement(
  'list-waiting',
  `SELECT id, attempt, ${DELAY} FROM runs
    WHERE status = 'queued' AND due_at < now() - $1 * interval '1 second' AND id > $2
    ORDER BY id LIMIT $3`,
);
