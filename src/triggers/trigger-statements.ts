import type { Statement } from '../database/sql.js';

const statement = (name: string, text: string): Statement => ({ name: `triggers.${name}`, text });
const COLUMNS = `triggers.app_id, event_id, kind, event_active, live, path, method, open, auth_token, webhook_secret,
  cron_expression, cron_timezone, next_at, last_at, last_run_id, last_error, skipped::float8 AS skipped,
  triggers.created_at, updated_at, content->>'name' AS event_name`;
const FOUND = `SELECT ${COLUMNS} FROM triggers
  JOIN events ON events.app_id = triggers.app_id AND events.id = event_id`;
const KEY = 'triggers.app_id = $1 AND event_id = $2';

/**
 * What an event says of its trigger wins over what was changed by hand only when it changes. A schedule that
 * goes on as it was keeps its next tick.
 */
export const SAVE = statement(
  'save',
  `INSERT INTO triggers AS known (app_id, event_id, kind, event_active, derived_path, path, method, open,
      cron_expression, cron_timezone, next_at)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (app_id, event_id) DO UPDATE SET
      kind = excluded.kind, event_active = excluded.event_active, derived_path = excluded.derived_path,
      path = CASE WHEN known.kind <> excluded.kind OR known.derived_path IS DISTINCT FROM excluded.derived_path
        THEN excluded.derived_path ELSE known.path END,
      method = excluded.method, open = excluded.open, cron_expression = excluded.cron_expression,
      cron_timezone = excluded.cron_timezone,
      next_at = CASE WHEN NOT known.enabled THEN NULL
        WHEN known.next_at IS NOT NULL AND excluded.next_at IS NOT NULL
          AND known.cron_expression = excluded.cron_expression
          AND known.cron_timezone = excluded.cron_timezone THEN known.next_at
        ELSE excluded.next_at END,
      updated_at = now()`,
);

/** The event that has a path already: its name and id. */
export const FIND_OTHER = statement(
  'find-other',
  `${FOUND} WHERE triggers.app_id = $1 AND kind = 'http' AND live AND event_id <> $2
    AND path = $3`,
);

export const FIND_BY_PATH = statement(
  'find-by-path',
  `${FOUND} WHERE triggers.app_id = $1 AND path = $2 AND kind = 'http' AND live`,
);

export const LIST = statement(
  'list',
  `${FOUND} WHERE triggers.app_id = ANY($1) ORDER BY triggers.app_id, triggers.created_at, event_id`,
);
export const FIND = statement('find', `${FOUND} WHERE triggers.app_id = ANY($1) AND event_id = $2`);

export const SET_PATH = statement(
  'set-path',
  `UPDATE triggers SET path = $3, updated_at = now() WHERE ${KEY} RETURNING 1`,
);
export const SET_TOKEN = statement(
  'set-token',
  `UPDATE triggers SET auth_token = $3, updated_at = now() WHERE ${KEY} RETURNING 1`,
);
export const SET_SECRET = statement(
  'set-secret',
  `UPDATE triggers SET webhook_secret = $3, updated_at = now() WHERE ${KEY} RETURNING 1`,
);
/** Only from the state that was read: two at once switch it once. */
export const SWITCH = statement(
  'switch',
  `UPDATE triggers SET enabled = $3, next_at = $4, updated_at = now()
    WHERE ${KEY} AND enabled <> $3 AND event_active RETURNING 1`,
);
export const REMOVE = statement('remove', `DELETE FROM triggers WHERE ${KEY} RETURNING 1`);

/** Schedules whose time has come, the longest due first. */
export const LIST_DUE = statement(
  'list-due',
  `SELECT app_id, event_id, cron_expression, cron_timezone, next_at FROM triggers
    WHERE next_at <= $1 AND live ORDER BY next_at, app_id, event_id LIMIT $2`,
);
/** Nobody else takes the same tick. Nothing when somebody has taken it, or the schedule has changed since. */
export const TAKE = statement(
  'take',
  `SELECT 1 FROM triggers WHERE ${KEY} AND live AND next_at = $3
    AND cron_expression = $4 AND cron_timezone = $5 FOR UPDATE SKIP LOCKED`,
);
export const TICKED = statement(
  'ticked',
  `UPDATE triggers SET next_at = $3, skipped = skipped + $4, last_error = $5,
      last_at = COALESCE($6, last_at), last_run_id = COALESCE($7, last_run_id)
    WHERE ${KEY}`,
);
export const NOTE_RUN = statement(
  'note-run',
  `UPDATE triggers SET last_at = now(), last_run_id = $3 WHERE ${KEY}`,
);
