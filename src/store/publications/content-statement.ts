const NODES = `COALESCE((SELECT json_object_agg(node.id, node.content) FROM board_nodes node
  WHERE node.app_id = board.app_id AND node.board_id = board.id), '{}')`;
/** Of the state `version` of a board: whether an event leads there. */
const IS_USED = `EXISTS (SELECT FROM events event WHERE event.app_id = version.app_id
  AND event.content->>'board_id' = version.board_id
  AND (event.content->>'board_version')::jsonb
    = jsonb_build_array(version.major, version.minor, version.patch))`;

/** The rows of `rows` as a JSON list; of none an empty one. */
const listOf = (row: string, rows: string, order: string) =>
  `COALESCE((SELECT json_agg(${row} ORDER BY ${order}) FROM ${rows}), '[]')`;
const VERSION = 'json_build_array(version.major, version.minor, version.patch)';

const BOARDS = listOf(
  `json_build_object('id', board.id, 'rest', board.draft, 'nodes', ${NODES}, 'versions', ${listOf(
    `json_build_object('version', ${VERSION}, 'board', version.content)`,
    `board_versions version WHERE version.app_id = board.app_id AND version.board_id = board.id
      AND ${IS_USED}`,
    'version.major, version.minor, version.patch',
  )})`,
  'boards board WHERE board.app_id = app.id',
  'board.created_at, board.id',
);
const NEWEST = `LATERAL (SELECT * FROM template_versions version
  WHERE version.app_id = template.app_id AND version.template_id = template.id
  ORDER BY major DESC, minor DESC, patch DESC LIMIT 1) version`;
const TEMPLATES = listOf(
  `json_build_object('id', template.id, 'version', ${VERSION},
    'changelog', version.changelog, 'board', version.content)`,
  `templates template, ${NEWEST} WHERE template.app_id = app.id`,
  'template.created_at, template.id',
);
const ROUTES = listOf(
  `json_build_object('id', route.id, 'path', route.path, 'event_id', route.event_id,
    'is_default', route.is_default)`,
  'app_routes route WHERE route.app_id = app.id',
  'route.path, route.id',
);
const METADATA = listOf(
  `json_build_object('target', meta.target, 'language', meta.language, 'name', meta.name,
    'description', meta.description, 'long_description', meta.long_description,
    'release_notes', meta.release_notes, 'tags', meta.tags, 'use_case', meta.use_case,
    'age_rating', meta.age_rating, 'website', meta.website, 'support_url', meta.support_url,
    'docs_url', meta.docs_url, 'organization_specific_values', meta.organization_specific_values)`,
  'app_metadata meta WHERE meta.app_id = app.id',
  'meta.target, meta.language',
);

/** How much of an app there is to publish, in bytes. */
export const CONTENT_BYTES = `SELECT (
    (SELECT COALESCE(sum(bytes), 0) FROM boards WHERE app_id = $1)
    + (SELECT COALESCE(sum(length(content::text)), 0) FROM board_versions version
      WHERE app_id = $1 AND ${IS_USED})
    + (SELECT COALESCE(sum(length(version.content::text)), 0)
      FROM templates template, ${NEWEST} WHERE template.app_id = $1)
    + (SELECT COALESCE(sum(length(content::text)), 0) FROM events WHERE app_id = $1)
  )::float8 AS bytes`;

/** One statement, so that all of it is of one moment, whoever edits meanwhile. */
export const READ_CONTENT = `SELECT json_build_object(
    'app', json_build_object('execution_mode', app.execution_mode,
      'primary_category', app.primary_category, 'secondary_category', app.secondary_category,
      'authors', app.authors, 'bits', app.bits, 'changelog', app.changelog,
      'version', app.version, 'frontend', app.frontend, 'price', app.price),
    'boards', ${BOARDS},
    'events', ${listOf(
      'event.content',
      'events event WHERE event.app_id = app.id',
      'event.created_at, event.id',
    )},
    'templates', ${TEMPLATES},
    'routes', ${ROUTES},
    'metadata', ${METADATA})::text AS content
  FROM apps app WHERE app.id = $1`;
