import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/principal.js';
import { Sql } from '../../database/sql.js';
import type { RunRowStatus } from '../run.js';
import { starterOf } from '../run-starter.js';

/** What somebody's runs in one app used on one day. */
export interface DayOfUsage {
  readonly app_id: string;
  /** In UTC, such as `2026-01-31`. */
  readonly day: string;
  readonly runs: number;
  readonly failed: number;
  readonly nodes_ms: number;
  readonly io_ms: number;
}

/** What the runs of an app with one end used on one day. */
export interface AppDay {
  readonly day: string;
  readonly status: RunRowStatus;
  readonly runs: number;
  readonly nodes_ms: number;
  readonly io_ms: number;
}

export interface UsageSummary {
  readonly runs: number;
  readonly failed: number;
  readonly nodes_ms: number;
  readonly io_ms: number;
  readonly apps: number;
}

/** Runs that are still there, as `run_usage` has those that were removed. */
const KEPT = `SELECT app_id, (created_at AT TIME ZONE 'UTC')::date AS day, status, 1 AS runs,
  COALESCE(nodes_ms, 0)::float8 AS nodes_ms, COALESCE(io_ms, 0)::float8 AS io_ms
  FROM runs WHERE completed_at IS NOT NULL`;
const REMOVED = 'SELECT app_id, day, status, runs, nodes_ms, io_ms FROM run_usage';
const SUMS = `sum(runs)::float8 AS runs, sum(nodes_ms) AS nodes_ms, sum(io_ms) AS io_ms`;
const FAILED = `COALESCE(sum(runs) FILTER (WHERE status <> 'completed'), 0)::float8 AS failed`;
const DAY = `to_char(day, 'YYYY-MM-DD') AS day`;

const OF_STARTER = `${KEPT} AND started_by = $1 AND ($2::text IS NULL OR app_id = $2)
  UNION ALL ${REMOVED} WHERE started_by = $1 AND ($2::text IS NULL OR app_id = $2)`;
const DAYS = {
  name: 'run-usage.days',
  text: `WITH days AS MATERIALIZED (
      SELECT app_id, day, ${SUMS}, ${FAILED} FROM (${OF_STARTER}) used GROUP BY app_id, day)
    SELECT (SELECT count(*) FROM days)::integer AS total, COALESCE((
      SELECT json_agg(page) FROM (
        SELECT app_id, ${DAY}, runs, failed, nodes_ms, io_ms
        FROM days ORDER BY days.day DESC, app_id OFFSET $3 LIMIT $4) page), '[]') AS items`,
};
const SUMMARY = {
  name: 'run-usage.summary',
  text: `SELECT COALESCE(sum(runs), 0)::float8 AS runs, ${FAILED}, COALESCE(sum(nodes_ms), 0) AS nodes_ms,
      COALESCE(sum(io_ms), 0) AS io_ms, count(DISTINCT app_id)::integer AS apps
    FROM (${OF_STARTER}) used`,
};
const APP_DAYS = {
  name: 'run-usage.app-days',
  text: `SELECT ${DAY}, status, ${SUMS} FROM (
      ${KEPT} AND app_id = $1 AND created_at >= ($2::date)::timestamp AT TIME ZONE 'UTC'
        AND created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
      UNION ALL ${REMOVED} WHERE app_id = $1 AND day BETWEEN $2::date AND $3::date) used
    GROUP BY used.day, status ORDER BY used.day, status`,
};

/** What runs used, by day: of those that are still kept and of those that were removed since. */
@Injectable()
export class RunUsage {
  constructor(private readonly sql: Sql) {}

  /** By app and day, newest first, in one query. */
  async listDays(
    caller: Caller,
    appId: string | undefined,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<{ items: DayOfUsage[]; total: number }> {
    const values = [starterOf(caller), appId ?? null, (page - 1) * pageSize, pageSize];
    const [row] = await this.sql.rows<{ items: DayOfUsage[]; total: number }>(DAYS, values);
    return row!;
  }

  async summarize(caller: Caller): Promise<UsageSummary> {
    const [row] = await this.sql.rows<UsageSummary>(SUMMARY, [starterOf(caller), null]);
    return row!;
  }

  /** From one day to another, both inclusive, in UTC. */
  listAppDays(appId: string, from: string, to: string): Promise<AppDay[]> {
    return this.sql.rows<AppDay>(APP_DAYS, [appId, from, to]);
  }
}
