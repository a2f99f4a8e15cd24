import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { type Statement, Sql } from '../database/sql.js';

/** How the runs of an app stand. */
export interface AppQueue {
  readonly paused: boolean;
  /** With a ticket: the next worker that is free takes them. */
  readonly queued: number;
  /** Waiting for a place, for their time, or for the app to go on. */
  readonly parked: number;
  readonly running: number;
  /** Seconds since the oldest of those that wait and whose time has come could have begun; null = none waits. */
  readonly oldestSeconds: number | null;
}

const LOOK: Statement = {
  name: 'app-queues.look',
  text: `SELECT COALESCE((SELECT paused FROM app_queues WHERE app_id = $1), false) AS paused,
      (SELECT count(*)::integer FROM runs WHERE app_id = $1 AND status = 'queued' AND NOT parked
        AND status IN ('queued', 'running')) AS queued,
      (SELECT count(*)::integer FROM runs WHERE app_id = $1 AND status = 'running' AND NOT parked
        AND status IN ('queued', 'running')) AS running,
      (SELECT count(*)::integer FROM runs WHERE app_id = $1 AND status = 'queued' AND parked) AS parked,
      (SELECT EXTRACT(EPOCH FROM now() - min(since))::float8 FROM (
        SELECT due_at AS since FROM runs
          WHERE app_id = $1 AND status = 'queued' AND parked AND due_at <= now()
        UNION ALL SELECT due_at FROM runs WHERE app_id = $1 AND status = 'queued' AND NOT parked
          AND status IN ('queued', 'running')) waiting) AS "oldestSeconds"`,
};

/** On the way its waiting runs lose their places: no ticket of theirs is taken up any more. */
const PAUSE: Statement = {
  name: 'app-queues.pause',
  text: `WITH parked AS (UPDATE runs SET parked = true
      WHERE app_id = $1 AND status = 'queued' AND NOT parked AND status IN ('queued', 'running'))
    INSERT INTO app_queues (app_id, paused) SELECT id, true FROM apps WHERE id = $1
    ON CONFLICT (app_id) DO UPDATE SET paused = true`,
};

const RESUME: Statement = {
  name: 'app-queues.resume',
  text: 'DELETE FROM app_queues WHERE app_id = $1',
};

/** Whether the runs of an app may begin, and how many wait. */
@Injectable()
export class AppQueues {
  constructor(
    private readonly sql: Sql,
    private readonly config: Config,
  ) {}

  /** Most runs of an app at once. */
  get limit(): number {
    return this.config.runs.perApp;
  }

  async look(appId: string): Promise<AppQueue> {
    const [queue] = await this.sql.rows<AppQueue>(LOOK, [appId]);
    return queue!;
  }

  /** Runs that have begun go on; others wait. */
  async pause(appId: string): Promise<void> {
    await this.sql.rows(PAUSE, [appId]);
  }

  /** Within a second the reconciler gives places to those that wait. */
  async resume(appId: string): Promise<void> {
    await this.sql.rows(RESUME, [appId]);
  }
}
