import type { Statement } from '../database/sql.js';

const statement = (name: string, text: string): Statement => ({ name: `events.${name}`, text });
const STATE = 'content::text AS content, revision::float8 AS revision';
const OF_EVENT = 'app_id = $1 AND event_id = $2';

export interface EventRow {
  /** JSON of an event; values of secrets are encrypted. */
  readonly content: string;
  /** Counts the changes of the event. */
  readonly revision: number;
}

export const READ_ALL = statement('read-all', `SELECT ${STATE} FROM events WHERE app_id = $1`);
export const READ = statement('read', `SELECT ${STATE} FROM events WHERE app_id = $1 AND id = $2`);

/** Nobody else changes the event until the transaction ends. */
export const LOCK = statement('lock', `${READ.text} FOR UPDATE`);

export const LOCK_ALL = statement(
  'lock-all',
  'SELECT id FROM events WHERE app_id = $1 ORDER BY id FOR UPDATE',
);

export const COUNT = statement(
  'count',
  'SELECT count(*)::integer AS count FROM events WHERE app_id = $1',
);
export const CREATE = statement(
  'create',
  `INSERT INTO events (app_id, id, content) VALUES ($1, $2, $3::json)
    RETURNING revision::float8 AS revision`,
);
export const WRITE = statement(
  'write',
  'UPDATE events SET content = $3::json, revision = revision + 1 WHERE app_id = $1 AND id = $2',
);
export const REMOVE = statement(
  'remove',
  'DELETE FROM events WHERE app_id = $1 AND id = $2 RETURNING id',
);

export const COUNT_VERSIONS = statement(
  'count-versions',
  `SELECT count(*)::integer AS count FROM event_versions WHERE ${OF_EVENT}`,
);
export const LIST_VERSIONS = statement(
  'list-versions',
  `SELECT major, minor, patch FROM event_versions WHERE ${OF_EVENT} ORDER BY major, minor, patch`,
);
export const READ_VERSION = statement(
  'read-version',
  `SELECT content::text AS content FROM event_versions
    WHERE ${OF_EVENT} AND major = $3 AND minor = $4 AND patch = $5`,
);
export const ARCHIVE = statement(
  'archive',
  `INSERT INTO event_versions (app_id, event_id, major, minor, patch, content)
    VALUES ($1, $2, $3, $4, $5, $6::json)`,
);
