import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { type Statement, Sql } from '../../database/sql.js';
import { unknownRun } from '../run-submission.service.js';
import type { StoredLine } from './log-pieces.js';
import { compileLogQuery } from './log-query.js';

/** Which lines of a log to answer. */
export interface LogFilter {
  /** In the ecosystem's SQL; undefined = all. */
  readonly query?: string | undefined;
  /** The least level, by position in LOG_LEVELS. */
  readonly level?: number | undefined;
}

export interface NumberedLine extends StoredLine {
  /** In the whole log, from 0 on. */
  readonly number: number;
}

interface Piece {
  readonly first: number;
  readonly lines: readonly StoredLine[];
}

const statement = (name: string, text: string): Statement => ({ name: `run-logs.${name}`, text });

const FIND = statement(
  'find',
  'SELECT attempt FROM runs WHERE id = $1 AND app_id = $2 AND board_id = $3',
);
/** From the piece on that holds line $3. */
const FROM = `first >= COALESCE((SELECT max(first) FROM run_logs
    WHERE run_id = $1 AND attempt = $2 AND first <= $3), 0)`;
const READ = statement(
  'read',
  `SELECT first, lines FROM run_logs
    WHERE run_id = $1 AND attempt = $2 AND ${FROM} AND first < $4 ORDER BY first`,
);
/** Pieces that hold nothing of level $4 are left out. */
const SEARCH = statement(
  'search',
  `SELECT first, lines FROM run_logs
    WHERE run_id = $1 AND attempt = $2 AND ${FROM} AND level >= $4 ORDER BY first LIMIT $5`,
);
/** Looked through in one go, before other work of the process has its turn. */
const PIECES_AT_ONCE = 2;

/** Logs of runs that have ended, page by page: no more of a log is read than a page needs. */
@Injectable()
export class RunLogs {
  constructor(private readonly sql: Sql) {}

  /** Lines of a run's last attempt that fit a query, after the first `offset` of them. Throws NotFoundError. */
  async listByOffset(
    run: { readonly id: string; readonly appId: string; readonly boardId: string },
    query: string | undefined,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<StoredLine[]> {
    const { id, appId, boardId } = run;
    const isWanted = query === undefined ? undefined : compileLogQuery(query);
    const values = [id, appId, boardId];
    const [row] = isUuid(id) ? await this.sql.rows<{ attempt: number }>(FIND, values) : [];
    if (row === undefined) throw unknownRun(id);
    if (isWanted === undefined) return this.read(id, row.attempt, offset, limit);
    return this.search(id, row.attempt, { from: 0, skip: offset, limit, level: 0, isWanted });
  }

  /** Lines of an attempt that fit, from the line numbered `from` on. Throws InvalidError for a bad query. */
  async listFrom(
    run: { readonly id: string; readonly attempt: number },
    { query, level = 0 }: LogFilter,
    from: number,
    limit: number,
  ): Promise<NumberedLine[]> {
    if (query === undefined && level === 0) return this.read(run.id, run.attempt, from, limit);
    const fits = query === undefined ? () => true : compileLogQuery(query);
    const isWanted = (line: StoredLine) => line.level >= level && fits(line);
    return this.search(run.id, run.attempt, { from, skip: 0, limit, level, isWanted });
  }

  private async read(
    id: string,
    attempt: number,
    from: number,
    limit: number,
  ): Promise<NumberedLine[]> {
    const pieces = await this.sql.rows<Piece>(READ, [id, attempt, from, from + limit]);
    return pieces.flatMap((piece) =>
      numbered(piece, Math.max(0, from - piece.first), from + limit - piece.first),
    );
  }

  private async search(id: string, attempt: number, search: Search): Promise<NumberedLine[]> {
    const { limit, level, isWanted } = search;
    const found: NumberedLine[] = [];
    let { from, skip } = search;
    for (;;) {
      const values = [id, attempt, from, level, PIECES_AT_ONCE];
      const pieces = await this.sql.rows<Piece>(SEARCH, values);
      for (const piece of pieces)
        for (const line of numbered(piece, Math.max(0, from - piece.first), piece.lines.length)) {
          if (!isWanted(line) || skip-- > 0) continue;
          found.push(line);
          if (found.length === limit) return found;
        }
      const last = pieces.at(-1);
      if (last === undefined || pieces.length < PIECES_AT_ONCE) return found;
      from = last.first + last.lines.length;
    }
  }
}

interface Search {
  /** Number of the first line that is looked at. */
  readonly from: number;
  /** Lines that fit and are left out. */
  readonly skip: number;
  readonly limit: number;
  readonly level: number;
  isWanted(line: StoredLine): boolean;
}

function numbered({ first, lines }: Piece, from: number, to: number): NumberedLine[] {
  return lines.slice(from, to).map((line, index) => ({ ...line, number: first + from + index }));
}
