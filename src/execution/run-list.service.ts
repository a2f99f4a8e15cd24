import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { InvalidError } from '../common/errors.js';
import { Sql } from '../database/sql.js';
import type { Run, RunRowStatus } from './run.js';
import { type RunRow, toRun } from './run-rows.js';
import { listStatement } from './run-statements.js';

/** Which runs of an app; all that is given must fit. Moments in milliseconds since 1970 UTC. */
export interface RunListFilter {
  readonly appId: string;
  readonly startedBy: string | undefined;
  readonly status: RunRowStatus | undefined;
  /** When it was submitted, both inclusive. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Where the page before ended. */
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A run without its result, and where a page that ends with it ends. */
export interface ListedRun {
  readonly run: Run;
  readonly cursor: string;
}

type ListRow = RunRow & { readonly micros: string };

const CURSOR = /^(\d{1,16})\.([0-9a-f-]{36})$/;

const STATEMENTS = {
  all: listStatement([]),
  starter: listStatement(['starter']),
  status: listStatement(['status']),
  both: listStatement(['starter', 'status']),
};

/** The runs of an app, whatever board they are of. */
@Injectable()
export class RunList {
  constructor(private readonly sql: Sql) {}

  /** Newest first, in one query. Throws InvalidError for a cursor of another list. */
  async listRuns(filter: RunListFilter): Promise<ListedRun[]> {
    const { appId, startedBy, status, from, to, cursor, limit, offset } = filter;
    const [micros, id] = cursor === undefined ? [null, null] : readCursor(cursor);
    const rows = await this.sql.rows<ListRow>(statementFor(startedBy, status), [
      appId,
      startedBy ?? null,
      status ?? null,
      from ?? null,
      to ?? null,
      micros,
      id,
      limit,
      offset,
    ]);
    return rows.map((row) => ({ run: toRun(row), cursor: `${row.micros}.${row.id}` }));
  }
}

/** A plan of its own for each: with a filter that may be null Postgres would find no index. */
function statementFor(startedBy: string | undefined, status: RunRowStatus | undefined) {
  if (startedBy === undefined) return status === undefined ? STATEMENTS.all : STATEMENTS.status;
  return status === undefined ? STATEMENTS.starter : STATEMENTS.both;
}

function readCursor(cursor: string): [micros: number, id: string] {
  const [, micros, id] = CURSOR.exec(cursor) ?? [];
  if (id !== undefined && isUuid(id)) return [Number(micros), id];
  throw new InvalidError('The cursor is not one of this list', [
    { path: 'cursor', message: 'must be taken from the header Link of a page' },
  ]);
}
