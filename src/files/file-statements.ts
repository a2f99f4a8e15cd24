import type { Statement } from '../database/sql.js';

const statement = (name: string, text: string): Statement => ({ name: `files.${name}`, text });
const FILE = `file.path, file.content_id AS "contentId", content.size::float8 AS size, file.hash,
    file.modified_at AS "modifiedAt"`;
const FILES = 'app_files file JOIN file_contents content ON content.id = file.content_id';

/** A file of an app. */
export interface AppFile {
  readonly path: string;
  readonly contentId: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  readonly modifiedAt: Date;
}

export const FIND = statement(
  'find',
  `SELECT ${FILE} FROM ${FILES} WHERE file.app_id = $1 AND file.path = $2`,
);

/** Which of the paths $2 are there. */
export const FIND_PATHS = statement(
  'find-paths',
  'SELECT path FROM app_files WHERE app_id = $1 AND path = ANY($2::text[])',
);

/** Everything that begins with $2. */
export const LIST = statement(
  'list',
  `SELECT ${FILE} FROM ${FILES} WHERE file.app_id = $1 AND starts_with(file.path, $2)
      AND file.path >= $2 ORDER BY file.path`,
);

export interface ListedRow {
  readonly name: string;
  readonly isFolder: boolean;
  readonly size: number;
  readonly hash: string;
  readonly modifiedAt: Date;
}

/** What is directly within the folder $2: its files, and its folders with what they hold. */
export const LIST_FOLDER = statement(
  'list-folder',
  `SELECT split_part(rest, '/', 1) AS name, strpos(rest, '/') > 0 AS "isFolder",
      sum(size)::float8 AS size, min(hash) AS hash, max(modified_at) AS "modifiedAt"
    FROM (
      SELECT substr(file.path, length($2) + 1) AS rest, content.size, file.hash, file.modified_at
      FROM ${FILES} WHERE file.app_id = $1 AND starts_with(file.path, $2) AND file.path >= $2) found
    GROUP BY 1, 2 ORDER BY 2 DESC, 1`,
);

export const COUNT = statement(
  'count',
  'SELECT count(*)::integer AS count FROM app_files WHERE app_id = $1',
);

export const WRITE = statement(
  'write',
  `WITH named AS (UPDATE file_contents SET is_named = true WHERE id = $3)
    INSERT INTO app_files (app_id, path, content_id, hash, modified_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (app_id, path) DO UPDATE
      SET content_id = excluded.content_id, hash = excluded.hash, modified_at = excluded.modified_at`,
);

/** The files $2, and all that is in folders of these names. Their rows go with their contents. */
export const REMOVE = statement(
  'remove',
  `DELETE FROM file_contents WHERE id IN (
      SELECT content_id FROM app_files file JOIN unnest($2::text[]) AS gone(path)
        ON file.path = gone.path OR starts_with(file.path, gone.path || '/')
      WHERE file.app_id = $1)`,
);

export const REMOVE_FILE = statement(
  'remove-file',
  `DELETE FROM file_contents WHERE id IN (
      SELECT content_id FROM app_files WHERE app_id = $1 AND path = $2)`,
);
