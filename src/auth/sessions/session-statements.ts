import type { Statement } from '../../database/sql.js';

const statement = (name: string, text: string): Statement => ({ name: `sessions.${name}`, text });

/**
 * $6 = milliseconds until it ends at the latest, $9 = hash of the password that was right, if it was one. No row
 * for a user who may not sign in or has another password by now; the lock makes a ban or a change that is being
 * written count too.
 */
export const BEGIN = statement(
  'begin',
  `INSERT INTO sessions (id, user_id, client, family_hash, token_hash, expires_at, address, user_agent)
    SELECT $1, id, $3, $4, $5, now() + $6 * interval '1 millisecond', $7, $8
    FROM users WHERE id = $2 AND status = 'Active' AND ($9::text IS NULL OR password_hash = $9)
    FOR SHARE
    RETURNING id, user_id, authenticated_at`,
);

/**
 * Replaces the token $2 of family $1 by $3, in one statement: of two that come at the same time one gets a
 * new token and the other one is told that it was used. $4 = milliseconds a session may lie idle.
 */
export const ROTATE = statement(
  'rotate',
  `UPDATE sessions SET token_hash = $3, last_used_at = now(), address = $5, user_agent = $6
    FROM users
    WHERE family_hash = $1 AND token_hash = $2 AND ended_at IS NULL AND expires_at > now()
      AND last_used_at > now() - $4 * interval '1 millisecond'
      AND users.id = user_id AND users.status = 'Active'
    RETURNING sessions.id, user_id, authenticated_at`,
);

/** The session whose family is $1 though its present token is not $2: that one was used before. */
export const FIND_REUSED = statement(
  'find-reused',
  `SELECT id, user_id FROM sessions
    WHERE family_hash = $1 AND token_hash <> $2 AND ended_at IS NULL`,
);

const ENDING = `WITH ended AS (UPDATE sessions SET ended_at = now() WHERE ended_at IS NULL AND`;
const REVOKING = `RETURNING id, user_id),
    revoked AS (INSERT INTO revocations (subject) SELECT id FROM ended ON CONFLICT DO NOTHING),
    removed AS (DELETE FROM openid_records WHERE session_ids && ARRAY(SELECT id FROM ended)`;
const ANSWERING = `) SELECT id, user_id FROM ended`;

export const FIND_OPEN = 'SELECT FROM sessions WHERE id = $1 AND ended_at IS NULL';

/**
 * The end of a session, the revocation of its access tokens and the removal of what the OpenID provider keeps
 * of it (refresh tokens, codes, the sign-in of the browser) are one statement.
 */
export const END = statement('end', `${ENDING} id = $1 AND user_id = $2 ${REVOKING} ${ANSWERING}`);

export const END_THESE = statement('end-these', `${ENDING} id = ANY($1) ${REVOKING} ${ANSWERING}`);

export const END_FAMILY = statement(
  'end-family',
  `${ENDING} family_hash = $1 ${REVOKING} ${ANSWERING}`,
);

/** All of a user's but $2, which may be null; and sign-ins at the OpenID provider that led to no session yet. */
export const END_ALL = statement(
  'end-all',
  `${ENDING} user_id = $1 AND id IS DISTINCT FROM $2 ${REVOKING}
    OR (user_id = $1 AND NOT session_ids @> ARRAY[$2::text]) ${ANSWERING}`,
);
