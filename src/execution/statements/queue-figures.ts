import { statement } from './columns.js';
import { PARKED } from './places.js';

/** What is counted at most: a scrape must stay cheap when millions wait. */
const MOST = 20_000;

const waited = (which: string) =>
  `COALESCE(GREATEST(extract(epoch FROM now() - min(due_at) FILTER (WHERE ${which})), 0), 0)::float8`;
const ofParked = (which: string) => `count(*) FILTER (WHERE due_at <= now() AND ${which})::integer`;

/**
 * The whole queue in one row. Every part walks a partial index that holds nothing but waiting or running runs, and
 * stops after so many of them.
 */
export const QUEUE_FIGURES = statement(
  'queue-figures',
  `SELECT * FROM
    (SELECT count(*)::integer AS ready, ${waited('true')} AS ready_seconds
      FROM (SELECT due_at FROM runs WHERE status = 'queued' AND NOT parked ORDER BY id LIMIT ${MOST}) ready) ready,
    (SELECT ${ofParked('NOT paused')} AS full, ${waited('due_at <= now() AND NOT paused')} AS full_seconds,
        ${ofParked('paused')} AS paused, ${waited('due_at <= now() AND paused')} AS paused_seconds,
        count(*) FILTER (WHERE due_at > now())::integer AS delayed
      FROM (SELECT due_at, COALESCE(paused, false) AS paused
        FROM (SELECT app_id, due_at FROM runs WHERE ${PARKED} LIMIT ${MOST}) held
        LEFT JOIN app_queues USING (app_id)) parked) parked,
    (SELECT count(*)::integer AS running
      FROM (SELECT FROM runs WHERE status = 'running' LIMIT ${MOST}) running) running,
    (SELECT count(*)::integer AS workers FROM workers
      WHERE heartbeat_at > now() - interval '5 seconds') workers`,
);
