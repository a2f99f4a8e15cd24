import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { AppAccessService } from '../../apps/access/app-access.service.js';
import { isPermitted } from '../../common/app-permission.js';
import { InvalidError } from '../../common/errors.js';
import type { Caller } from '../../common/principal.js';
import { Sql } from '../../database/sql.js';
import type { RunListDto } from '../dto/run-list.dto.js';
import type { Run } from '../run.js';
import { type RunRow, toRun } from '../run-rows.js';
import { starterOf } from '../run-starter.js';
import { RUN_FILTERS, type RunFilterName, runListStatement } from '../statements/list-runs.js';

/** Whose runs may be listed. */
export interface ListableRuns {
  /** Apps of which all are. */
  readonly whole: readonly string[];
  /** Apps of which those are that `starter` started. */
  readonly own: readonly string[];
  readonly starter: string | null;
}

/** A run without its result, and where a page that ends with it ends. */
export interface ListedRun {
  readonly run: Run;
  readonly cursor: string;
}

type Filters = Partial<Record<RunFilterName, unknown>>;
type Page = Pick<RunListDto, 'limit' | 'cursor' | 'offset'>;
type ListRow = RunRow & {
  /** Microseconds since 1970 UTC at which it was submitted: what dates of JavaScript can't say. */
  readonly micros: string;
};

const CURSOR = /^(\d{1,16})\.(.{36})$/;

/** Runs by the time they were submitted, the newest first. */
@Injectable()
export class RunList {
  constructor(
    private readonly sql: Sql,
    private readonly apps: AppAccessService,
  ) {}

  /**
   * What the caller may list, in an app or in all of theirs: with ReadBoards all runs, else their own. One query.
   * Throws NotFoundError or ForbiddenError for an app the caller does not belong to.
   */
  async listableBy(caller: Caller, appId?: string, isOwnOnly = false): Promise<ListableRuns> {
    const accesses =
      appId === undefined
        ? await this.apps.listPermissions(caller)
        : [await this.apps.requireMember(caller, appId)];
    const apps = accesses.map(({ appId: id, permissions }) => ({
      id,
      isWhole: !isOwnOnly && isPermitted(permissions, 'ReadBoards'),
      isOwn: isPermitted(permissions, 'ExecuteEvents') || isPermitted(permissions, 'ReadBoards'),
    }));
    return {
      whole: apps.filter(({ isWhole }) => isWhole).map(({ id }) => id),
      own: apps.filter(({ isWhole, isOwn }) => !isWhole && isOwn).map(({ id }) => id),
      starter: starterOf(caller),
    };
  }

  /** One query, however many apps. Throws InvalidError for a cursor of another list. */
  async listRuns(
    { whole, own, starter }: ListableRuns,
    filters: Filters,
    { limit = 50, cursor, offset = 0 }: Page,
  ): Promise<ListedRun[]> {
    const [micros, id] = cursor === undefined ? [null, null] : readCursor(cursor);
    const given = RUN_FILTERS.filter((name) => filters[name] !== undefined);
    const rows = await this.sql.rows<ListRow>(runListStatement(given), [
      whole,
      own,
      starter,
      micros,
      id,
      limit,
      offset,
      ...given.map((name) => filters[name]),
    ]);
    return rows.map((row) => ({ run: toRun(row), cursor: `${row.micros}.${row.id}` }));
  }
}

function readCursor(cursor: string): [micros: number, id: string] {
  const [, micros, id] = CURSOR.exec(cursor) ?? [];
  if (id !== undefined && isUuid(id)) return [Number(micros), id];
  throw new InvalidError('The cursor is not one of this list', [
    { path: 'cursor', message: 'must be taken from the header Link of a page' },
  ]);
}
