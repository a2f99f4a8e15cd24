import type { Statement } from '../database/sql.js';

const statement = (name: string, text: string): Statement => ({
  name: `templates.${name}`,
  text,
});
const OF_TEMPLATE = 'app_id = $1 AND template_id = $2';
const NEWEST_FIRST = 'ORDER BY major DESC, minor DESC, patch DESC';

export const LIST = statement(
  'list',
  `SELECT app_id, id FROM templates WHERE app_id = ANY($1::text[])
    ORDER BY array_position($1::text[], app_id), created_at, id`,
);
export const READ_NEWEST = statement(
  'read-newest',
  `SELECT content::text AS content FROM template_versions
    WHERE ${OF_TEMPLATE} ${NEWEST_FIRST} LIMIT 1`,
);
export const READ_VERSION = statement(
  'read-version',
  `SELECT content::text AS content FROM template_versions
    WHERE ${OF_TEMPLATE} AND major = $3 AND minor = $4 AND patch = $5`,
);

/** Of every template of an app, oldest first. */
export const READ_NEWEST_OF_ALL = statement(
  'read-newest-of-all',
  `SELECT id, content::text AS content, changelog FROM templates CROSS JOIN LATERAL (
      SELECT content, changelog FROM template_versions version
      WHERE version.app_id = templates.app_id AND version.template_id = templates.id
      ${NEWEST_FIRST} LIMIT 1) newest
    WHERE app_id = $1 ORDER BY created_at, id`,
);

/** Nobody else changes a template of the app until the transaction ends. */
export const LOCK_ALL = statement(
  'lock-all',
  'SELECT id FROM templates WHERE app_id = $1 ORDER BY id FOR UPDATE',
);

/** Nobody else changes the template until the transaction ends. */
export const LOCK = statement(
  'lock',
  'SELECT id FROM templates WHERE app_id = $1 AND id = $2 FOR UPDATE',
);
export const COUNT = statement(
  'count',
  'SELECT count(*)::integer AS count FROM templates WHERE app_id = $1',
);
export const CREATE = statement('create', 'INSERT INTO templates (app_id, id) VALUES ($1, $2)');
export const REMOVE = statement(
  'remove',
  'DELETE FROM templates WHERE app_id = $1 AND id = $2 RETURNING id',
);

/** Of the newest version, and how many there are. */
export const FIND_NEWEST = statement(
  'find-newest',
  `SELECT major, minor, patch, count(*) OVER ()::integer AS count FROM template_versions
    WHERE ${OF_TEMPLATE} ${NEWEST_FIRST} LIMIT 1`,
);
/** $8 = the length of the content. */
export const ADD_VERSION = statement(
  'add-version',
  `WITH added AS (
      INSERT INTO template_versions (app_id, template_id, major, minor, patch, content, changelog)
      VALUES ($1, $2, $3, $4, $5, $6::json, $7))
    UPDATE templates SET bytes = bytes + $8 WHERE app_id = $1 AND id = $2`,
);
