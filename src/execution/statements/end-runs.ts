import { calledBack } from './call-back.js';
import { DELAY, FINISH_COLUMNS, KEPT_AGAIN, PIECE_COLUMNS, rowsOf, statement } from './columns.js';
import { isPaused, nextParked, placesTaken, UNPARK_NEXT } from './places.js';

// How runs end, or go back to the queue. Every change of state is a compare-and-set on status, attempt and worker, so that
// whoever comes late changes nothing (docs/decisions/0003-postgres-is-the-truth.md).

/** It failed by an outage and may be tried again. */
const IS_RETRIED = '(ended.outage AND retried < retries AND NOT cancel_requested)';
/** 1 s, 2 s, 4 s and so on up to 5 minutes; at random between half of that and all of it. */
const BACK_OFF = `LEAST(300, power(2, retried)) * (0.5 + random() / 2) * interval '1 second'`;

/**
 * A cancel that was accepted wins over a result that came in at the same moment. $1 = the ends,
 * $2 = their logs, $3 = places of an app: for every run that ended, the next parked one of its app gets the place.
 */
export const FINISH = statement(
  'finish',
  `WITH ended AS (SELECT * FROM ${rowsOf(FINISH_COLUMNS, 'ended', 1)}),
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
      WHERE runs.id = ended.id AND runs.attempt = ended.attempt AND runs.worker = ended.worker
        AND runs.status = 'running'
      RETURNING runs.id, runs.attempt, runs.status, runs.completed_at, app_id, priority, callback_url,
        ${DELAY}),
    logged AS (INSERT INTO run_logs (run_id, attempt, first, level, lines)
      SELECT id, attempt, first, level, lines::json
      FROM finished JOIN ${rowsOf(PIECE_COLUMNS, 'piece', 2)} USING (id, attempt)),
    told AS (INSERT INTO run_events (run_id, attempt, first, events)
      SELECT id, finished.attempt, first_event, events::json FROM finished JOIN ended USING (id)
      WHERE events IS NOT NULL ${KEPT_AGAIN}),
    ${calledBack('finished')},
    freed AS MATERIALIZED (SELECT app_id AS of_app, count(*) AS places FROM finished
      WHERE NOT ${isPaused('finished.app_id')} GROUP BY app_id),
    next AS MATERIALIZED (SELECT parked.id FROM freed CROSS JOIN LATERAL (${nextParked(
      'of_app',
      // They still count as taken: a statement does not see what it changes.
      `LEAST(places, GREATEST(0, $3::integer + places
        - ${placesTaken('of_app', `$3::integer + places`)}))`,
    )}) parked),
    unparked AS (${UNPARK_NEXT} RETURNING runs.id, attempt, priority)
    SELECT id, attempt, status, completed_at, priority, delay_ms, true AS has_ended FROM finished
    UNION ALL SELECT id, attempt, 'queued', NULL, priority, 0, false FROM unparked`,
);

/** Gives a run back unfinished, for another process to begin anew; a cancelled one ends here. */
export const HAND_BACK = statement(
  'hand-back',
  `WITH ended AS (
      UPDATE runs SET worker = NULL,
        status = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END,
        completed_at = CASE WHEN cancel_requested THEN now() END
      WHERE id = $1 AND attempt = $2 AND worker = $3 AND status = 'running'
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
        log_level = CASE WHEN NOT cancel_requested AND crashes + 1 >= $2 THEN 3 ELSE log_level END,
        error = CASE WHEN NOT cancel_requested AND crashes + 1 >= $2 THEN
          'Given up: the process running this job died ' || crashes + 1 || ' times' END
      WHERE status = 'running' AND (worker IN (SELECT id FROM dead)
        OR NOT EXISTS (SELECT 1 FROM workers WHERE workers.id = runs.worker))
      RETURNING id, status, attempt, priority, callback_url, ${DELAY}),
    ${calledBack('recovered')}
    SELECT * FROM recovered`,
);
