import { statement } from './columns.js';
import { PARKED } from './places.js';

/** What is counted at most: a scrape must stay cheap when millions wait. */
const MOST = 20_000;

const waited = `COALESCE(GREATEST(extract(epoch FROM now() - min(due_at)), 0), 0)::float8`;

/**
 * The whole queue in one row. Every part walks a partial index that holds nothing but waiting or running runs, and
 * stops after so many of them.
 */
export const QUEUE_FIGURES = statement(
  'queue-figures',
  `SELECT * FROM
    (SELECT count(*)::integer AS ready, ${waited} AS ready_seconds
      FROM (SELECT due_at FROM runs WHERE status = 'queued' AND NOT parked ORDER BY id LIMIT ${MOST}) ready) ready,
    (SELECT count(*) FILTER (WHERE due_at <= now())::integer AS parked,
        count(*) FILTER (WHERE due_at > now())::integer AS delayed, ${waited} AS parked_seconds
      FROM (SELECT due_at FROM runs WHERE ${PARKED} LIMIT ${MOST}) parked) parked,
    (SELECT count(*)::integer AS running
      FROM (SELECT FROM runs WHERE status = 'running' LIMIT ${MOST}) running) running,
    (SELECT count(*)::integer AS workers FROM workers
      WHERE heartbeat_at > now() - interval '5 seconds') workers`,
);
