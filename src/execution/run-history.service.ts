import { Injectable } from '@nestjs/common';
import { RevisionsService } from '../boards/revisions.service.js';
import { type Statement, Sql } from '../database/sql.js';
import type { LogMetaJson } from '../engine/index.js';

/** Which runs; all that is given must fit. Moments in milliseconds since 1970 UTC. */
export interface RunFilter {
  readonly startNode?: string | undefined;
  /** When it was submitted, both inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** The highest level logged; 0 means Debug and Info. */
  readonly logLevel?: number | undefined;
  readonly limit: number;
  readonly offset: number;
}

interface Row {
  readonly id: string;
  readonly board_version: string;
  readonly start_node: string;
  readonly log_level: number;
  readonly payload: string | null;
  readonly start: number;
  readonly end: number;
  readonly event_id: string | null;
  readonly event_version: string | null;
  readonly nodes: LogMetaJson['nodes'];
  readonly log_lines: number | null;
}

const microseconds = (moment: string) =>
  `(EXTRACT(EPOCH FROM ${moment}) * 1000000)::bigint::float8`;

/** A page of long payloads would not fit into memory: those above 16 KiB are left out. */
const LIST: Statement = {
  name: 'run-history.list',
  text: `SELECT id, board_version, start_node, COALESCE(log_level, 0) AS log_level,
      event_id, event_version, nodes, log_lines,
      CASE WHEN octet_length(payload::text) <= 16384 THEN payload::text END AS payload,
      ${microseconds('COALESCE(started_at, created_at)')} AS start, ${microseconds('completed_at')} AS "end"
    FROM runs
    WHERE app_id = $1 AND board_id = $2 AND completed_at IS NOT NULL
      AND created_at >= COALESCE(to_timestamp($3::float8 / 1000), '-infinity')
      AND created_at <= COALESCE(to_timestamp($4::float8 / 1000), 'infinity')
      AND ($5::text IS NULL OR start_node = $5)
      AND ($6::integer IS NULL OR COALESCE(log_level, 0) = $6 OR ($6 = 0 AND log_level = 1))
    ORDER BY created_at DESC, id DESC LIMIT $7 OFFSET $8`,
};

const utf8 = new TextEncoder();

/** The finished runs of a board, for those who look after it. */
@Injectable()
export class RunHistory {
  constructor(
    private readonly sql: Sql,
    private readonly revisions: RevisionsService,
  ) {}

  /** Newest first. One query, and one more when nothing fits. Throws NotFoundError for an unknown board. */
  async listRuns(appId: string, boardId: string, filter: RunFilter): Promise<LogMetaJson[]> {
    const { from = null, to = null, startNode = null, logLevel = null, limit, offset } = filter;
    const values = [appId, boardId, from, to, startNode, logLevel, limit, offset];
    const rows = await this.sql.rows<Row>(LIST, values);
    if (rows.length === 0) await this.revisions.getRevision(appId, boardId, 'draft');
    return rows.map((row) => summaryOf(row, appId, boardId));
  }
}

function summaryOf(row: Row, appId: string, boardId: string): LogMetaJson {
  const { board_version: version } = row;
  return {
    app_id: appId,
    run_id: row.id,
    board_id: boardId,
    start: row.start,
    end: row.end,
    log_level: row.log_level,
    version: versionText(version),
    nodes: row.nodes,
    logs: row.log_lines,
    node_id: row.start_node,
    event_version: row.event_version === null ? null : versionText(row.event_version),
    event_id: row.event_id ?? '',
    payload: row.payload === null ? [] : [...utf8.encode(row.payload)],
    is_remote: true,
  };
}

const versionText = (version: string) =>
  version === 'draft' ? version : `v${version.replaceAll('.', '-')}`;
