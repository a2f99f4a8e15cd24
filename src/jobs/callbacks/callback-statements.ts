import type { Statement } from '../../database/sql.js';

// Words of ends, to be told at least once. A worker takes some for as long as $2 says; what it does not settle
// by then, as it died, is taken by another one.

const statement = (name: string, text: string): Statement => ({ name: `callbacks.${name}`, text });

/** $1 = how many at most, $2 = seconds. */
export const TAKE = statement(
  'take',
  `UPDATE callbacks SET attempts = attempts + 1, due_at = now() + $2 * interval '1 second'
    WHERE id IN (SELECT id FROM callbacks WHERE status = 'waiting' AND due_at <= now()
      ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING id, run_id, run_status, attempts,
      (SELECT callback_url FROM runs WHERE runs.id = run_id) AS url`,
);

export const SETTLE = statement(
  'settle',
  `UPDATE callbacks SET status = $3, last_error = $4, due_at = now() + $5 * interval '1 millisecond'
    WHERE id = $1 AND attempts = $2 AND status = 'waiting'`,
);

/** How many should have been sent by now, counted up to 20000. */
export const COUNT_DUE = statement(
  'count-due',
  `SELECT count(*)::integer AS due FROM (
    SELECT FROM callbacks WHERE status = 'waiting' AND due_at <= now() LIMIT 20000) due`,
);

/** The run has begun anew: what would be told is no longer true. */
export const DROP = statement('drop', 'DELETE FROM callbacks WHERE id = $1');

export const FIND_SECRETS = statement(
  'find-secrets',
  `SELECT secret, CASE WHEN previous_until > now() THEN previous END AS previous, created_at
    FROM callback_secrets WHERE app_id = $1`,
);

export const ADD_SECRET = statement(
  'add-secret',
  `INSERT INTO callback_secrets (app_id, secret) SELECT id, $2 FROM apps WHERE id = $1
    ON CONFLICT (app_id) DO NOTHING`,
);

/** $3 = seconds for which the one before still signs, too. */
export const ROTATE_SECRET = statement(
  'rotate-secret',
  `INSERT INTO callback_secrets (app_id, secret) SELECT id, $2 FROM apps WHERE id = $1
    ON CONFLICT (app_id) DO UPDATE SET previous = callback_secrets.secret, secret = EXCLUDED.secret,
      created_at = now(), previous_until = now() + $3 * interval '1 second'`,
);
