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
  priority, retries, callback_url, rerun_of, due_at, status`;
const SELECTED = `SELECT new.id, app_id, board_id, board_version, board_hash, start_node, event_id, event_version,
  source, mode, payload::json, given::json, tells_nodes, started_by, traceparent, timeout_ms, record,
  priority, retries, callback_url, rerun_of, now() + delay_ms * interval '1 millisecond'`;

/** Runs that take one of the places of their app: they have a ticket in the queue, or a worker has them. */
const IN_FLIGHT = `status IN ('queued', 'running') AND NOT parked`;
const PARKED = `status = 'queued' AND parked`;

/** How many runs of an app are in flight, counted up to `most`. */
const placesTaken = (app: string, most: string) =>
  `(SELECT count(*) FROM (SELECT FROM runs flying WHERE flying.app_id = ${app} AND ${IN_FLIGHT} LIMIT ${most}) taken)`;

const isPaused = (app: string) =>
  `COALESCE((SELECT paused FROM app_queues WHERE app_queues.app_id = ${app}), false)`;

/** The runs of an app that may be given its next places: higher priority first, then who has waited longer. */
const nextParked = (app: string, places: string) =>
  `SELECT id FROM runs WHERE app_id = ${app} AND ${PARKED} AND due_at <= now()
    ORDER BY priority DESC, due_at, id LIMIT ${places} FOR UPDATE SKIP LOCKED`;

/** Due from now on: that it has no ticket for a moment is no reason to look for it. */
const UNPARK_NEXT = `UPDATE runs SET parked = false, due_at = now() FROM next WHERE runs.id = next.id`;

/** Whoever asked for it is to be told of an end, in the very statement that writes it. */
const calledBack = (ended: string) =>
  `called AS (INSERT INTO callbacks (run_id, run_status) SELECT id, status FROM ${ended}
    WHERE callback_url IS NOT NULL AND status NOT IN ('queued', 'running'))`;

const AFTER_NEW = widthOf(NEW_COLUMNS) + 1;

/**
 * The values after those of the runs: places of an app, how many of its runs may wait for one, and whether these are to
 * be counted now. Runs beyond that are refused. Those that have to wait, for a place or for their time, are parked. A run that is there
 * already was accepted before. Submits at the same moment do not see each other: both numbers may be exceeded
 * by what they bring.
 */
export const INSERT_QUEUED = statement(
  'insert-queued',
  `WITH new AS (SELECT *, count(*) FILTER (WHERE delay_ms = 0) OVER (PARTITION BY app_id ORDER BY id) AS nth
      FROM ${rowsOf(NEW_COLUMNS, 'given')}),
    places AS MATERIALIZED (SELECT app_id AS of_app, ${isPaused('apps.app_id')} AS paused,
        ${placesTaken('apps.app_id', `$${AFTER_NEW}::integer`)} AS taken,
        (SELECT count(*) FROM (SELECT FROM runs WHERE app_id = apps.app_id AND ${PARKED}
          LIMIT CASE WHEN $${AFTER_NEW + 2}::boolean THEN $${AFTER_NEW + 1}::integer ELSE 0 END) waiting) AS waiting
      FROM (SELECT DISTINCT app_id FROM new) apps),
    placed AS (SELECT new.*, waiting, paused OR delay_ms > 0 OR taken + nth > $${AFTER_NEW} AS must_wait
      FROM new JOIN places ON of_app = app_id),
    asked AS (SELECT *, must_wait AND waiting + count(*) FILTER (WHERE must_wait)
        OVER (PARTITION BY app_id ORDER BY id) > $${AFTER_NEW + 1} AS refused FROM placed),
    inserted AS (${INSERTED}, parked) ${SELECTED.replace('new.id', 'id')}, 'queued', must_wait FROM asked
      WHERE NOT refused
      ON CONFLICT (id) DO NOTHING RETURNING id)
    SELECT id, 0 AS attempt, priority, delay_ms, must_wait AND delay_ms = 0 AS parked, refused
      FROM asked`,
);

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
      SELECT id, attempt, first_event, events::json FROM new WHERE events IS NOT NULL),
    ${calledBack('new')}
    ${INSERTED}, attempt, result, error, log_level, log_lines, nodes, recorded, start_ms, nodes_ms, io_ms,
      created_at, started_at, completed_at)
    ${SELECTED}, status, attempt, result::json, error, log_level, log_lines, nodes::json, recorded::json,
      start_ms, nodes_ms, io_ms, to_timestamp(created / 1000), to_timestamp(started / 1000), to_timestamp(completed / 1000) FROM new`,
);

const FOUND = `id, app_id, board_id, board_version, event_id, mode, status, result::text AS result, error, log_level,
  attempt, started_by, created_at, started_at, completed_at, start_ms, nodes_ms, io_ms, priority, retries - retried AS retries_left, rerun_of,
  CASE WHEN callback_url IS NOT NULL THEN COALESCE((
    SELECT json_build_object('status', status, 'attempts', attempts, 'last_error', last_error)
    FROM callbacks WHERE run_id = runs.id ORDER BY created_at DESC, id LIMIT 1),
    '{"status":"waiting","attempts":0,"last_error":null}') END AS callback`;

export const FIND = statement('find', `SELECT ${FOUND} FROM runs WHERE id = $1`);

export const FIND_INPUT = statement(
  'find-input',
  `SELECT start_node, event_id, event_version, payload::text AS payload, given::text AS given, tells_nodes,
    timeout_ms, priority, retries, callback_url FROM runs WHERE id = $1`,
);

/**
 * A page of the runs of app $1, newest first. $2 = of whom, $3 = status, $4 and $5 = submitted between, in ms since
 * 1970, $6 and $7 = the run that the page before ended with, in microseconds and by id. Each filter has an index;
 * what is null does not filter.
 */
export function listStatement(filters: readonly ('starter' | 'status')[]): Statement {
  const by = { starter: 'AND started_by = $2::text', status: 'AND status = $3::text' };
  const unused = { starter: 'AND $2::text IS NULL', status: 'AND $3::text IS NULL' };
  const where = (['starter', 'status'] as const)
    .map((name) => (filters.includes(name) ? by : unused)[name])
    .join(' ');
  return statement(
    ['list', ...filters].join('-'),
    `SELECT ${FOUND.replace('result::text AS result', 'NULL AS result')},
      (EXTRACT(EPOCH FROM created_at) * 1000000)::bigint::text AS micros
    FROM runs
    WHERE app_id = $1 ${where}
      AND created_at >= COALESCE(to_timestamp($4::float8 / 1000), '-infinity')
      AND created_at <= COALESCE(to_timestamp($5::float8 / 1000), 'infinity')
      AND (created_at, id) < (COALESCE('epoch'::timestamptz + $6::float8 * interval '1 microsecond', 'infinity'),
        COALESCE($7::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    ORDER BY created_at DESC, id DESC LIMIT $8 OFFSET $9`,
  );
}

export const COUNT_PAYLOAD = statement(
  'count-payload',
  'SELECT COALESCE(octet_length(payload::text), 0) AS bytes FROM runs WHERE id = $1',
);

/**
 * A worker that was declared dead has no row and gets nothing. Neither does a ticket that came early,
 * by the clock of a host that is ahead. Runs of a paused app are parked instead; a parked one, whose time has
 * come, needs one of the $3 places of its app.
 */
export const CLAIM = statement(
  'claim',
  `WITH refused AS (
      UPDATE runs SET parked = true FROM app_queues
      WHERE runs.id = ANY($1::uuid[]) AND status = 'queued' AND NOT parked
        AND app_queues.app_id = runs.app_id AND paused)
    UPDATE runs SET status = 'running', attempt = attempt + 1, worker = $2, parked = false,
      started_at = COALESCE(started_at, now())
    FROM boards
    WHERE runs.id = ANY($1::uuid[]) AND status = 'queued' AND due_at <= now()
      AND EXISTS (SELECT 1 FROM workers WHERE id = $2)
      AND boards.app_id = runs.app_id AND boards.id = board_id
      AND NOT ${isPaused('runs.app_id')}
      AND (NOT parked OR ${placesTaken('boards.app_id', '$3::integer')} < $3)
    RETURNING runs.id, runs.app_id, board_id, board_version, start_node, mode,
      CASE WHEN board_version = 'draft' THEN draft_hash ELSE board_hash END AS board_hash,
      payload::text AS payload, given::text AS given, tells_nodes, started_by, traceparent,
        timeout_ms, record, attempt`,
);

/** Behind the ends and the pieces of their logs. */
const AFTER_END = widthOf(END_COLUMNS) + widthOf(PIECE_COLUMNS) + 1;
/** It failed by an outage and may be tried again. */
const IS_RETRIED = '(ended.outage AND retried < retries AND NOT cancel_requested)';
/** 1 s, 2 s, 4 s and so on up to 5 minutes; at random between half of that and all of it. */
const BACK_OFF = `LEAST(300, power(2, retried)) * (0.5 + random() / 2) * interval '1 second'`;

/**
 * A cancel that was accepted wins over a result that came in at the same moment. The last value = places of an
 * app: for every run that ended, the next parked one of its app gets the place.
 */
export const FINISH = statement(
  'finish',
  `WITH ended AS (SELECT * FROM ${rowsOf(END_COLUMNS, 'ended')}),
    finished AS (
      UPDATE runs SET status = CASE WHEN cancel_requested THEN 'cancelled' WHEN ${IS_RETRIED} THEN 'queued'
          ELSE ended.status END,
        result = CASE WHEN cancel_requested OR ${IS_RETRIED} THEN NULL ELSE ended.result::json END,
        error = CASE WHEN cancel_requested OR ${IS_RETRIED} THEN NULL ELSE ended.error END,
        log_level = ended.log_level, log_lines = ended.log_lines, nodes = ended.nodes::json,
        recorded = ended.recorded::json, start_ms = ended.start_ms,
        nodes_ms = ended.nodes_ms, io_ms = ended.io_ms, worker = NULL,
        completed_at = CASE WHEN NOT ${IS_RETRIED} THEN now() END, parked = ${IS_RETRIED},
        retried = retried + ${IS_RETRIED}::integer,
        due_at = CASE WHEN ${IS_RETRIED} THEN now() + ${BACK_OFF} ELSE due_at END
      FROM ended
      WHERE runs.id = ended.id AND runs.attempt = ended.attempt AND runs.status = 'running'
      RETURNING runs.id, runs.attempt, runs.status, runs.completed_at, app_id, priority, callback_url,
        ${DELAY}),
    logged AS (INSERT INTO run_logs (run_id, attempt, first, level, lines)
      SELECT id, attempt, first, level, lines::json
      FROM finished JOIN ${rowsOf(PIECE_COLUMNS, 'piece', widthOf(END_COLUMNS))} USING (id, attempt)),
    told AS (INSERT INTO run_events (run_id, attempt, first, events)
      SELECT id, finished.attempt, first_event, events::json FROM finished JOIN ended USING (id)
      WHERE events IS NOT NULL ON CONFLICT DO NOTHING),
    ${calledBack('finished')},
    freed AS MATERIALIZED (SELECT app_id AS of_app, count(*) AS places FROM finished
      WHERE NOT ${isPaused('finished.app_id')} GROUP BY app_id),
    next AS MATERIALIZED (SELECT parked.id FROM freed CROSS JOIN LATERAL (${nextParked(
      'of_app',
      // They still count as taken: a statement does not see what it changes.
      `LEAST(places, GREATEST(0, $${AFTER_END}::integer + places
        - ${placesTaken('of_app', `$${AFTER_END}::integer + places`)}))`,
    )}) parked),
    unparked AS (${UNPARK_NEXT} RETURNING runs.id, attempt, priority)
    SELECT id, attempt, status, completed_at, priority, delay_ms, true AS has_ended FROM finished
    UNION ALL SELECT id, attempt, 'queued', NULL, priority, 0, false FROM unparked`,
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
  `WITH ended AS (
      UPDATE runs SET worker = NULL,
        status = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END,
        completed_at = CASE WHEN cancel_requested THEN now() END
      WHERE id = $1 AND attempt = $2 AND status = 'running'
      RETURNING id, status, attempt, priority, callback_url, ${DELAY}),
    ${calledBack('ended')}
    SELECT * FROM ended`,
);

/** Answers the status after the request; no row when the run is unknown or ended otherwise. */
export const CANCEL = statement(
  'cancel',
  `WITH cancelled AS (
      UPDATE runs SET cancel_requested = true, parked = false,
        status = CASE WHEN status = 'queued' THEN 'cancelled' ELSE status END,
        completed_at = CASE WHEN status = 'queued' THEN now() ELSE completed_at END
      WHERE id = $1 AND status IN ('queued', 'running', 'cancelled')
      RETURNING id, status, completed_at, callback_url),
    ended AS (SELECT * FROM cancelled WHERE completed_at = now()),
    ${calledBack('ended')}
    SELECT status FROM cancelled`,
);

/**
 * Begins a run anew that did not complete: $2 = places of an app. What was to be told of its end is no
 * longer true. No row when the run is in another state.
 */
export const RETRY = statement(
  'retry',
  `WITH begun AS (
      UPDATE runs SET status = 'queued', due_at = now(), cancel_requested = false, crashes = 0, retried = 0,
        result = NULL, error = NULL, log_level = NULL, completed_at = NULL, worker = NULL,
        parked = ${isPaused('runs.app_id')} OR ${placesTaken('runs.app_id', '$2::integer')} >= $2
      WHERE id = $1 AND status IN ('failed', 'cancelled', 'timeout')
      RETURNING id, attempt, priority, parked),
    untold AS (DELETE FROM callbacks USING begun WHERE run_id = begun.id AND status = 'waiting')
    SELECT id, attempt, priority, parked, 0 AS delay_ms FROM begun`,
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
      DELETE FROM workers WHERE heartbeat_at < now() - $1 * interval '1 second' RETURNING id),
    recovered AS (
      UPDATE runs SET worker = NULL, crashes = crashes + 1,
        status = CASE WHEN cancel_requested THEN 'cancelled' WHEN crashes + 1 >= $2 THEN 'failed'
          ELSE 'queued' END,
        completed_at = CASE WHEN cancel_requested OR crashes + 1 >= $2 THEN now() END,
        error = CASE WHEN NOT cancel_requested AND crashes + 1 >= $2 THEN
          'Given up: the process running this job died ' || crashes + 1 || ' times' END
      WHERE status = 'running' AND (worker IN (SELECT id FROM dead)
        OR NOT EXISTS (SELECT 1 FROM workers WHERE workers.id = runs.worker))
      RETURNING id, status, attempt, priority, callback_url, ${DELAY}),
    ${calledBack('recovered')}
    SELECT * FROM recovered`,
);

/** A page of runs that should have had a ticket for more than $1 seconds, after the one with id $2. */
export const LIST_WAITING = statement(
  'list-waiting',
  `SELECT id, attempt, priority, ${DELAY} FROM runs
    WHERE status = 'queued' AND NOT parked AND due_at < now() - $1 * interval '1 second' AND id > $2
    ORDER BY id LIMIT $3`,
);

const nextApp = (after: string) =>
  `(SELECT app_id FROM runs WHERE ${PARKED} ${after} ORDER BY app_id LIMIT 1)`;

/** Fills the $1 places of all apps whose runs wait though there are free ones. By one process at a time. */
export const UNPARK = statement(
  'unpark',
  `WITH RECURSIVE apps AS (
      ${nextApp('')}
      UNION ALL SELECT ${nextApp('AND app_id > apps.app_id')} FROM apps WHERE app_id IS NOT NULL),
    turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('runs.unpark')) AS is_ours),
    free AS MATERIALIZED (SELECT app_id AS of_app, $1::integer - ${placesTaken('apps.app_id', '$1::integer')} AS places
      FROM apps CROSS JOIN turn WHERE is_ours AND app_id IS NOT NULL AND NOT ${isPaused('apps.app_id')}),
    next AS MATERIALIZED (SELECT parked.id FROM free
      CROSS JOIN LATERAL (${nextParked('of_app', 'places')}) parked WHERE places > 0)
    ${UNPARK_NEXT} RETURNING runs.id, attempt, priority, 0 AS delay_ms`,
);
