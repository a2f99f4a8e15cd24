import type { Statement } from '../database/sql.js';

const statement = (name: string, text: string): Statement => ({ name: `drafts.${name}`, text });
const OF_BOARD = 'app_id = $1 AND board_id = $2';
const NODE_MEMBERS = `SELECT string_agg(to_json(node.id)::text || ':' || node.content::text, ',')
    FROM board_nodes node WHERE node.app_id = boards.app_id AND node.board_id = boards.id`;

export interface DraftRow {
  readonly id: string;
  readonly rest: string;
  readonly nodes: string | null;
  readonly revision: number;
  readonly hash: string;
}

export const FIND = statement('find', 'SELECT id FROM boards WHERE app_id = $1 AND id = $2');

/** Everything but the nodes, and the nodes as the members of a JSON object; null when there is none. */
export const READ = statement(
  'read',
  `SELECT id, draft::text AS rest, (${NODE_MEMBERS}) AS nodes, revision::float8 AS revision,
      draft_hash AS hash
    FROM boards WHERE app_id = $1 AND id = $2`,
);

/** All of an app, oldest first. */
export const READ_ALL = statement(
  'read-all',
  `SELECT id, draft::text AS rest, (${NODE_MEMBERS}) AS nodes FROM boards WHERE app_id = $1
    ORDER BY created_at, id`,
);

/** Nobody else changes a board of the app until the transaction ends. */
export const LOCK_ALL = statement(
  'lock-all',
  'SELECT id FROM boards WHERE app_id = $1 ORDER BY id FOR UPDATE',
);

export interface ListedDraftRow extends DraftRow {
  /** To the microsecond, which a Date would lose. */
  readonly createdAt: string;
}

/** The first $4 that were made after the one with time $2 and id $3. */
export const READ_SOME = statement(
  'read-some',
  `SELECT id, draft::text AS rest, (${NODE_MEMBERS}) AS nodes, revision::float8 AS revision,
      draft_hash AS hash, created_at::text AS "createdAt"
    FROM boards WHERE app_id = $1 AND (created_at, id) > ($2::timestamptz, $3)
    ORDER BY created_at, id LIMIT $4`,
);

/** Nobody else changes the board until the transaction ends. */
export const LOCK = statement(
  'lock',
  `SELECT draft::text AS rest, revision::float8 AS revision, created_at::text AS "createdAt"
    FROM boards WHERE app_id = $1 AND id = $2 FOR UPDATE`,
);

/** Nodes that were changed after revision $3. */
export const READ_NODES = statement(
  'read-nodes',
  `SELECT id, content::text AS content FROM board_nodes WHERE ${OF_BOARD} AND revision > $3`,
);

export const LIST_NODE_IDS = statement(
  'list-node-ids',
  `SELECT COALESCE(array_agg(id), '{}') AS ids FROM board_nodes WHERE ${OF_BOARD}`,
);

/**
 * $3 = the rest, $4 = a name for this state, $5 = its revision, $6 and $7 = changed nodes, $8 = removed ones,
 * $9 = how much the whole takes.
 */
export const WRITE = statement(
  'write',
  `WITH changed AS (
      INSERT INTO board_nodes (app_id, board_id, revision, id, content)
      SELECT $1, $2, $5, node.id, node.content::json
      FROM unnest($6::text[], $7::text[]) AS node(id, content)
      ON CONFLICT (app_id, board_id, id)
        DO UPDATE SET content = excluded.content, revision = excluded.revision),
    removed AS (DELETE FROM board_nodes WHERE ${OF_BOARD} AND id = ANY($8::text[]))
    UPDATE boards SET draft = $3::json, draft_hash = $4, revision = $5, bytes = $9,
      updated_at = now()
    WHERE app_id = $1 AND id = $2`,
);

/** No row when there is a board of that id. $3 = the rest, $4 = a name for this state, $5 = how much it takes. */
export const CREATE = statement(
  'create',
  `INSERT INTO boards (app_id, id, draft, draft_hash, bytes) VALUES ($1, $2, $3::json, $4, $5)
    ON CONFLICT DO NOTHING RETURNING revision::float8 AS revision`,
);

export const REMOVE = statement(
  'remove',
  'DELETE FROM boards WHERE app_id = $1 AND id = $2 RETURNING id',
);
