import { ENDED_COLUMNS, NEW_COLUMNS, PIECE_COLUMNS, rowsOf, statement } from './columns.js';
import { calledBack } from './call-back.js';
import { isPaused, PARKED, placesTaken } from './places.js';

// How runs come into being, and begin anew.

const INSERTED = `INSERT INTO runs (id, app_id, board_id, board_version, board_hash, start_node, event_id,
  event_version, source, mode, payload, given, tells_nodes, started_by, traceparent, timeout_ms, record,
  priority, retries, callback_url, rerun_of, due_at, status`;
const SELECTED = `SELECT new.id, app_id, board_id, board_version, board_hash, start_node, event_id, event_version,
  source, mode, payload::json, given::json, tells_nodes, started_by, traceparent, timeout_ms, record,
  priority, retries, callback_url, rerun_of, now() + delay_ms * interval '1 millisecond'`;

/**
 * The boards of the rows `of`, which stay until the statement has ended. What is gone has no row here, and its runs are
 * not inserted. Whoever removes a board removes the runs of all who had it locked before (trigger `remove_runs`).
 */
const boardsOf = (
  of: string,
) => `board AS MATERIALIZED (SELECT boards.app_id AS of_app, boards.id AS of_board
      FROM boards JOIN (SELECT DISTINCT app_id, board_id FROM ${of}) wanted
        ON boards.app_id = wanted.app_id AND boards.id = wanted.board_id
      FOR KEY SHARE OF boards)`;
const ON_BOARD = 'JOIN board ON board.of_app = app_id AND board.of_board = board_id';

/**
 * $2 = places of an app, $3 = how many of its runs may wait for one, $4 = whether these are to be counted now. Runs
 * beyond that are refused. Those that have to wait, for a place or for their time, are parked. A run that is there
 * already was accepted before. Submits at the same moment do not see each other: both numbers may be exceeded
 * by what they bring.
 */
export const INSERT_QUEUED = statement(
  'insert-queued',
  `WITH given AS (SELECT * FROM ${rowsOf(NEW_COLUMNS, 'given', 1)}),
    ${boardsOf('given')},
    new AS (SELECT given.*, count(*) FILTER (WHERE delay_ms = 0) OVER (PARTITION BY app_id ORDER BY id) AS nth
      FROM given ${ON_BOARD}),
    places AS MATERIALIZED (SELECT app_id AS of_app, ${isPaused('apps.app_id')} AS paused,
        ${placesTaken('apps.app_id', '$2::integer')} AS taken,
        (SELECT count(*) FROM (SELECT FROM runs WHERE app_id = apps.app_id AND ${PARKED}
          LIMIT CASE WHEN $4::boolean THEN $3::integer ELSE 0 END) waiting) AS waiting
      FROM (SELECT DISTINCT app_id FROM new) apps),
    placed AS (SELECT new.*, waiting, paused OR delay_ms > 0 OR taken + nth > $2 AS must_wait
      FROM new JOIN places ON of_app = app_id),
    asked AS (SELECT *, must_wait AND waiting + count(*) FILTER (WHERE must_wait)
        OVER (PARTITION BY app_id ORDER BY id) > $3 AS refused FROM placed),
    inserted AS (${INSERTED}, parked) ${SELECTED.replace('new.id', 'id')}, 'queued', must_wait FROM asked
      WHERE NOT refused
      ON CONFLICT (id) DO NOTHING RETURNING id)
    SELECT id, 0 AS attempt, priority, delay_ms, must_wait AND delay_ms = 0 AS parked, refused
      FROM asked`,
);

/** $2 = the worker that has begun it. */
export const INSERT_RUNNING = statement(
  'insert-running',
  `WITH new AS (SELECT * FROM ${rowsOf(NEW_COLUMNS, 'new', 1)}), ${boardsOf('new')}
    ${INSERTED}, attempt, worker, started_at) ${SELECTED}, 'running', 1, $2::uuid, now()
    FROM new ${ON_BOARD} RETURNING id`,
);

/** $1 = the runs as they began, $2 = how they ended, $3 = their logs. */
export const INSERT_ENDED = statement(
  'insert-ended',
  `WITH given AS (SELECT * FROM ${rowsOf(NEW_COLUMNS, 'begun', 1)}
      JOIN ${rowsOf(ENDED_COLUMNS, 'ended', 2)} USING (id)),
    ${boardsOf('given')},
    new AS MATERIALIZED (SELECT given.* FROM given ${ON_BOARD}),
    logged AS (INSERT INTO run_logs (run_id, attempt, first, level, lines)
      SELECT id, piece.attempt, first, level, lines::json
      FROM new JOIN ${rowsOf(PIECE_COLUMNS, 'piece', 3)} USING (id)),
    told AS (INSERT INTO run_events (run_id, attempt, first, events)
      SELECT id, attempt, first_event, events::json FROM new WHERE events IS NOT NULL),
    ${calledBack('new')}
    ${INSERTED}, attempt, result, error, log_level, log_lines, nodes, recorded, start_ms, nodes_ms, io_ms,
      created_at, started_at, completed_at)
    ${SELECTED}, status, attempt, result::json, error, log_level, log_lines, nodes::json, recorded::json,
      start_ms, nodes_ms, io_ms, to_timestamp(created / 1000), to_timestamp(started / 1000), to_timestamp(completed / 1000) FROM new RETURNING id`,
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
