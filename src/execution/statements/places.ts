import { statement } from './columns.js';

// Apps take turns: each has so many places, and what is beyond waits, parked (docs/decisions/0017-apps-take-turns.md).

/** Runs that take one of the places of their app: they have a ticket in the queue, or a worker has them. */
const IN_FLIGHT = `status IN ('queued', 'running') AND NOT parked`;
export const PARKED = `status = 'queued' AND parked`;

/** How many runs of an app are in flight, counted up to `most`. */
export const placesTaken = (app: string, most: string) =>
  `(SELECT count(*) FROM (SELECT FROM runs flying WHERE flying.app_id = ${app} AND ${IN_FLIGHT} LIMIT ${most}) taken)`;

export const isPaused = (app: string) =>
  `COALESCE((SELECT paused FROM app_queues WHERE app_queues.app_id = ${app}), false)`;

/** The runs of an app that may be given its next places: higher priority first, then who has waited longer. */
export const nextParked = (app: string, places: string) =>
  `SELECT id FROM runs WHERE app_id = ${app} AND ${PARKED} AND due_at <= now()
    ORDER BY priority DESC, due_at, id LIMIT ${places} FOR UPDATE SKIP LOCKED`;

/** Due from now on: that it has no ticket for a moment is no reason to look for it. */
export const UNPARK_NEXT = `UPDATE runs SET parked = false, due_at = now() FROM next WHERE runs.id = next.id`;

const nextApp = (after: string) =>
  `(SELECT app_id FROM runs WHERE ${PARKED} ${after} ORDER BY app_id LIMIT 1)`;

/** Fills the $1 places of all apps whose runs wait though there are free ones. By one process at a time. */
export const UNPARK = statement(
  'unpark',
  `WITH RECURSIVE apps AS (
      ${nextApp('')}
      UNION ALL SELECT ${nextApp('AND app_id > apps.app_id')} FROM apps WHERE app_id IS NOT NULL),
    turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('runs.unpark')) AS is_ours),
    free AS MATERIALIZED (SELECT app_id AS of_app, $1::integer - ${placesTaken('apps.app_id', '$1::integer')} AS places
      FROM apps CROSS JOIN turn WHERE is_ours AND app_id IS NOT NULL AND NOT ${isPaused('apps.app_id')}),
    next AS MATERIALIZED (SELECT parked.id FROM free
      CROSS JOIN LATERAL (${nextParked('of_app', 'places')}) parked WHERE places > 0)
    ${UNPARK_NEXT} RETURNING runs.id, attempt, priority, 0 AS delay_ms`,
);
