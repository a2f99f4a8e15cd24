import type { Statement } from '../database/sql.js';

// The life of a run in SQL. Every change of state is a compare-and-set on status and attempt, so that
// whoever comes late changes nothing (docs/decisions/0003-postgres-is-the-truth.md).

const statement = (name: string, text: string): Statement => ({ name: `runs.${name}`, text });

/** Milliseconds until a run is due: a difference by one clock, as those of hosts do not agree. */
const DELAY = `GREATEST(0, EXTRACT(EPOCH FROM due_at - now()) * 1000)::float8 AS delay_ms`;

const INSERTED = `INSERT INTO runs (id, app_id, board_id, board_version, board_hash, start_node, mode, payload,
  timeout_ms, due_at, status, attempt, worker, started_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8::json, $9, now() + $10 * interval '1 millisecond'`;

export const INSERT_QUEUED = statement(
  'insert-queued',
  `${INSERTED}, 'queued', 0, NULL, NULL) RETURNING id, attempt, ${DELAY}`,
);

/** $11 = the worker that begins at once. */
export const INSERT_RUNNING = statement('insert-running', `${INSERTED}, 'running', 1, $11, now())`);

export const FIND = statement(
  'find',
  `SELECT id, app_id, board_id, board_version, status, result::text AS result, error, attempt,
      created_at, started_at, completed_at
    FROM runs WHERE id = $1`,
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
    WHERE runs.id = $1 AND status = 'queued' AND due_at <= now() AND EXISTS (SELECT 1 FROM workers WHERE id = $2)
      AND boards.app_id = runs.app_id AND boards.id = board_id
    RETURNING runs.id, runs.app_id, board_id, board_version, start_node, mode,
      CASE WHEN board_version = 'draft' THEN draft_hash ELSE board_hash END AS board_hash,
      payload::text AS payload, timeout_ms, attempt`,
);

/** A cancel that was accepted wins over a result that came in at the same moment. */
export const FINISH = statement(
  'finish',
  `WITH finished AS (
      UPDATE runs SET status = CASE WHEN cancel_requested THEN 'cancelled' ELSE $3 END,
        result = CASE WHEN cancel_requested THEN NULL ELSE $4::json END,
        error = CASE WHEN cancel_requested THEN NULL ELSE $5 END,
        log_level = $6, completed_at = now(), worker = NULL
      WHERE id = $1 AND attempt = $2 AND status = 'running'
      RETURNING id, attempt)
    INSERT INTO run_logs (run_id, attempt, lines)
    SELECT id, attempt, $7::json FROM finished RETURNING run_id`,
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
