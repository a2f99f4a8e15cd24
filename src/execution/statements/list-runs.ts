import type { Statement } from '../../database/sql.js';
import { statement } from './columns.js';
import { LISTED } from './find-runs.js';

const FILTERS = {
  board_id: 'board_id = $::text',
  event_id: 'event_id = $::text',
  status: 'status = $::text',
  source: 'source = $::text',
  from: 'created_at >= $::timestamptz',
  to: 'created_at < $::timestamptz',
} as const;

export type RunFilterName = keyof typeof FILTERS;

export const RUN_FILTERS = Object.keys(FILTERS) as RunFilterName[];

const BEFORE = `(created_at, id) < (
  COALESCE('epoch'::timestamptz + $4::float8 * interval '1 microsecond', 'infinity'),
  COALESCE($5::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))`;
const NEWEST_FIRST = 'ORDER BY created_at DESC, id DESC';

/**
 * A page of all runs of the apps $1 and of those that $3 started in the apps $2, newest first. $4 and $5 = the run that
 * the page before ended with, in microseconds and by id; $6 and $7 = limit and offset; then the values of the filters. A
 * statement for each set of filters: with one that may be null Postgres would find no index.
 */
export function runListStatement(filters: readonly RunFilterName[]): Statement {
  const fits = [
    BEFORE,
    ...filters.map((name, index) => FILTERS[name].replace('$', `$${8 + index}`)),
  ].join(' AND ');
  const page = `${NEWEST_FIRST} LIMIT $6::integer + $7::integer`;
  return statement(
    ['list', ...filters].join('-'),
    `SELECT *, (EXTRACT(EPOCH FROM created_at) * 1000000)::bigint::text AS micros FROM (
      (SELECT of_app.* FROM unnest($1::text[]) AS app(id) CROSS JOIN LATERAL (
        SELECT ${LISTED} FROM runs WHERE app_id = app.id AND ${fits} ${page}) of_app)
      UNION ALL
      (SELECT ${LISTED} FROM runs
        WHERE started_by = $3 AND app_id = ANY($2::text[]) AND ${fits} ${page})) found
    ${NEWEST_FIRST} LIMIT $6 OFFSET $7`,
  );
}
