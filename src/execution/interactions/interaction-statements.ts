import type { Statement } from '../../database/sql.js';

export interface InteractionRow {
  readonly status: 'pending' | 'responded' | 'cancelled';
  readonly value: string | null;
  readonly left_ms: number;
}

const statement = (name: string, text: string): Statement => ({
  name: `interactions.${name}`,
  text,
});
const LEFT = `(EXTRACT(EPOCH FROM expires_at - now()) * 1000)::float8 AS left_ms`;
/** Of one asker. */
const MOST_OPEN = 10;

/** What this adds is not yet seen by the subselect. */
export const OPEN = statement(
  'open',
  `WITH opened AS (
      INSERT INTO interactions (id, app_id, run_id, asked_by, token_hash, expires_at)
      VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 second') RETURNING expires_at),
    evicted AS (
      UPDATE interactions SET status = 'cancelled' WHERE id IN (
        SELECT id FROM interactions
        WHERE asked_by = $4 AND status = 'pending' AND expires_at > now()
        ORDER BY created_at DESC OFFSET ${MOST_OPEN - 1})
      RETURNING id)
    SELECT expires_at, ARRAY(SELECT id FROM evicted) AS evicted FROM opened`,
);

export const FIND = statement(
  'find',
  `SELECT status, value::text AS value, ${LEFT} FROM interactions WHERE id = $1`,
);

export const CANCEL = statement(
  'cancel',
  `UPDATE interactions SET status = 'cancelled' WHERE id = $1 AND status = 'pending'`,
);

/** \`status\` is the new one, null when nothing was changed; \`was\` is the one before. */
export const RESPOND = statement(
  'respond',
  `WITH known AS (SELECT id, status AS was FROM interactions WHERE id = $1 AND token_hash = $2),
    responded AS (
      UPDATE interactions SET status = 'responded', value = $3::json
      WHERE id = $1 AND token_hash = $2 AND status = 'pending' AND expires_at > now()
      RETURNING id, status)
    SELECT responded.status, was FROM known LEFT JOIN responded USING (id)`,
);
