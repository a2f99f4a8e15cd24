import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { atMost } from '../../common/at-most.js';
import { Config } from '../../config/config.js';
import { type Statement, Sql } from '../../database/sql.js';

const SWEEP_MS = 600_000;
/** Runs removed in one transaction; with a run goes its log, which may be large. */
const BATCH = 100;

interface BatchRow {
  /** False while another worker removes runs. */
  readonly mine: boolean;
  readonly removed: number;
}

/** What a sweep removed. */
export interface Removed {
  /** Older than they are kept. */
  readonly old: number;
  /** More than are kept of an app. */
  readonly surplus: number;
}

/**
 * Removes the runs that a condition finds, and adds them up first. Only one worker at a time does so: the lock
 * is asked for before anything is read, and ends with the statement. Rows that somebody else is about to remove
 * are left to them.
 */
const removal = (name: string, chosen: string): Statement => ({
  name: `run-retention.${name}`,
  text: `WITH turn AS MATERIALIZED (
      SELECT pg_try_advisory_xact_lock(hashtextextended('flow-like:run-retention', 0)) AS mine),
    gone AS (
      DELETE FROM runs WHERE id = ANY(ARRAY(
        SELECT id FROM runs WHERE (SELECT mine FROM turn) AND completed_at IS NOT NULL AND id IN (${chosen})
        FOR UPDATE SKIP LOCKED))
      RETURNING app_id, created_at, started_by, status, nodes_ms, io_ms),
    counted AS (
      INSERT INTO run_usage AS kept (app_id, day, started_by, status, runs, nodes_ms, io_ms)
      SELECT app_id, (created_at AT TIME ZONE 'UTC')::date, COALESCE(started_by, ''), status, count(*),
        COALESCE(sum(nodes_ms), 0), COALESCE(sum(io_ms), 0)
      FROM gone GROUP BY 1, 2, 3, 4
      ON CONFLICT (app_id, day, started_by, status) DO UPDATE SET runs = kept.runs + excluded.runs,
        nodes_ms = kept.nodes_ms + excluded.nodes_ms, io_ms = kept.io_ms + excluded.io_ms)
    SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone)::integer AS removed`,
});

/** $1 = days, $2 = most runs. */
const REMOVE_OLD = removal(
  'remove-old',
  `SELECT id FROM runs WHERE (SELECT mine FROM turn)
    AND completed_at < now() - $1 * interval '1 day' ORDER BY completed_at LIMIT $2`,
);
/** $1 = app, $2 = runs kept, $3 = most runs. */
const REMOVE_SURPLUS = removal(
  'remove-surplus',
  `SELECT id FROM runs WHERE (SELECT mine FROM turn) AND app_id = $1 AND completed_at IS NOT NULL
    ORDER BY created_at DESC, id DESC OFFSET $2 LIMIT $3`,
);
/** The first app with runs after $1; one look into an index, however many runs it has. */
const NEXT_APP: Statement = {
  name: 'run-retention.next-app',
  text: `SELECT app_id AS id FROM runs WHERE app_id > $1 AND completed_at IS NOT NULL
    ORDER BY app_id LIMIT 1`,
};

/** Keeps finished runs for as long, and as many of them, as the configuration says; what they used stays known. */
@Injectable()
export class RunRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RunRetention.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly sql: Sql,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    // Not all workers of an installation at once.
    this.schedule(SWEEP_MS * Math.random());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    // What is under way is one transaction: the database undoes it, or it is done.
    await atMost(500, this.sweeping);
  }

  /** Removes all there is to remove, unless another worker is at it. */
  async sweep(): Promise<Removed> {
    const { retentionDays, keptPerApp } = this.config.runs;
    const old = await this.repeat(REMOVE_OLD, [retentionDays]);
    let surplus = 0;
    let isMine = old.isMine;
    for (let app = ''; isMine && !this.closed;) {
      const [next] = await this.sql.rows<{ id: string }>(NEXT_APP, [app]);
      if (next === undefined) break;
      app = next.id;
      const removed = await this.repeat(REMOVE_SURPLUS, [app, keptPerApp]);
      surplus += removed.count;
      isMine = removed.isMine;
    }
    if (old.count + surplus > 0)
      this.logger.log(
        `Removed ${old.count} runs that ended more than ${retentionDays} days ago ` +
          `and ${surplus} beyond the newest ${keptPerApp} of their app`,
      );
    return { old: old.count, surplus };
  }

  private async repeat(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<{ count: number; isMine: boolean }> {
    for (let count = 0; ;) {
      const [row] = await this.sql.rows<BatchRow>(statement, [...values, BATCH]);
      count += row!.removed;
      // A batch that is not full has left nothing but what others are about to remove.
      if (row!.removed < BATCH || this.closed) return { count, isMine: row!.mine };
    }
  }

  private schedule(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: Error) => this.logger.warn(`Could not remove old runs: ${error.message}`))
        .then(() => {
          if (!this.closed) this.schedule(SWEEP_MS);
        });
    }, delayMs);
  }
}
