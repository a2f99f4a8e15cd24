import { statement } from './columns.js';

/** What is read of a run, but for its result. */
export const LISTED = `id, app_id, board_id, board_version, event_id, source, mode, status, error, log_level,
  attempt, started_by, created_at, started_at, completed_at, start_ms, nodes_ms, io_ms, priority, retries - retried AS retries_left, rerun_of,
  CASE WHEN callback_url IS NOT NULL THEN COALESCE((
    SELECT json_build_object('status', status, 'attempts', attempts, 'last_error', last_error)
    FROM callbacks WHERE run_id = runs.id ORDER BY created_at DESC, id LIMIT 1),
    '{"status":"waiting","attempts":0,"last_error":null}') END AS callback`;

export const FIND = statement(
  'find',
  `SELECT ${LISTED}, result::text AS result FROM runs WHERE id = $1`,
);

export const FIND_INPUT = statement(
  'find-input',
  `SELECT start_node, event_id, event_version, payload::text AS payload, given::text AS given, tells_nodes,
    timeout_ms, priority, retries, callback_url FROM runs WHERE id = $1`,
);

export const COUNT_PAYLOAD = statement(
  'count-payload',
  'SELECT COALESCE(octet_length(payload::text), 0) AS bytes FROM runs WHERE id = $1',
);
