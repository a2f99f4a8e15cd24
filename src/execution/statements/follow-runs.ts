import { KEPT_AGAIN, statement } from './columns.js';

/** $3 = number of the first of these events. Refused once another attempt has begun; $5 = who has this one. */
export const ADD_EVENTS = statement(
  'add-events',
  `INSERT INTO run_events (run_id, attempt, first, events)
    SELECT id, attempt, $3, $4::json FROM runs WHERE id = $1 AND attempt = $2 AND worker = $5 AND status = 'running'
    ${KEPT_AGAIN} RETURNING run_id`,
);

/** The state of a run and some of what it told in its present attempt, from the event numbered $3 of attempt $2 on. */
export const FOLLOW = statement(
  'follow',
  `SELECT status, attempt, log_level, result::text AS result, created_at, started_at, completed_at, (
      SELECT first + json_array_length(events) - 1 FROM run_events
      WHERE run_id = runs.id AND attempt = runs.attempt ORDER BY first DESC LIMIT 1) AS told, COALESCE((
      SELECT json_agg(json_build_object('first', first, 'events', events) ORDER BY first) FROM (
        SELECT first, events FROM run_events
        WHERE run_id = runs.id AND attempt = runs.attempt
          AND first >= COALESCE((SELECT max(first) FROM run_events
            WHERE run_id = runs.id AND attempt = $2 AND runs.attempt = $2 AND first <= $3), 0)
        ORDER BY first LIMIT 20) pieces)::text, '[]') AS pieces
    FROM runs WHERE id = $1`,
);
