import { DELAY, statement } from './columns.js';
import { isPaused, placesTaken } from './places.js';

// Which process has which run.

/**
 * A worker that was declared dead has no row and gets nothing. Neither does a ticket that came early,
 * by the clock of a host that is ahead. $1 and $2 = runs and who wants them. Runs of a paused app are parked instead; a parked one, whose time has
 * come, needs one of the $3 places of its app.
 *
 * Nobody waits for the disk here: nothing was promised for a claim. When a crash of Postgres undoes one, the run is
 * queued again, and what the process that had it makes of it does not count.
 */
export const CLAIM = statement(
  'claim',
  `WITH hurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
    refused AS (
      UPDATE runs SET parked = true FROM app_queues
      WHERE runs.id = ANY($1) AND status = 'queued' AND NOT parked
        AND app_queues.app_id = runs.app_id AND paused)
    UPDATE runs SET status = 'running', attempt = attempt + 1, worker = wanted.worker, parked = false,
      started_at = COALESCE(started_at, now())
    FROM hurried, boards, unnest($1::uuid[], $2::uuid[]) AS wanted(run_id, worker)
    WHERE runs.id = wanted.run_id AND status = 'queued' AND due_at <= now()
      AND EXISTS (SELECT 1 FROM workers WHERE workers.id = wanted.worker)
      AND boards.app_id = runs.app_id AND boards.id = board_id
      AND NOT ${isPaused('runs.app_id')}
      AND (NOT parked OR ${placesTaken('boards.app_id', '$3::integer')} < $3)
    RETURNING runs.id, runs.app_id, board_id, board_version, start_node, mode,
      CASE WHEN board_version = 'draft' THEN draft_hash ELSE board_hash END AS board_hash,
      payload::text AS payload, given::text AS given, tells_nodes, started_by, traceparent,
        timeout_ms, record, attempt, runs.worker`,
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
      SELECT json_agg(json_build_object('id', id, 'attempt', attempt, 'cancelled', cancel_requested,
        'worker', worker))
      FROM runs WHERE worker = $1 AND status = 'running'), '[]') AS owned`,
);

/** A page of runs that should have had a ticket for more than $1 seconds, after the one with id $2. */
export const LIST_WAITING = statement(
  'list-waiting',
  `SELECT id, attempt, priority, crashes, ${DELAY} FROM runs
    WHERE status = 'queued' AND NOT parked AND due_at < now() - $1 * interval '1 second' AND id > $2
    ORDER BY id LIMIT $3`,
);
