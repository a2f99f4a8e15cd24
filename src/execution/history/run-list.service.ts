import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { AppAccessService } from '../../apps/access/app-access.service.js';
import { isPermitted } from '../../common/app-permission.js';
import { InvalidError } from '../../common/errors.js';
import type { Caller } from '../../common/principal.js';
import { Sql } from '../../database/sql.js';
import type { ListedRow, RunListDto } from '../dto/run-list.dto.js';
import { starterOf } from '../run-starter.js';

const COLUMNS = `id, app_id, board_id, board_version, event_id, source, status, error, log_level, attempt, started_by,
  created_at, started_at, completed_at, start_ms, nodes_ms, io_ms,
  priority, rerun_of`;
const FITS = `($4::text IS NULL OR board_id = $4) AND ($5::text IS NULL OR event_id = $5)
  AND ($6::text IS NULL OR status = $6) AND ($7::text IS NULL OR source = $7)
  AND created_at >= COALESCE($8::timestamptz, '-infinity')
  AND created_at < COALESCE($9::timestamptz, 'infinity')
  AND (created_at, id) < (
    COALESCE('epoch'::timestamptz + $10::float8 * interval '1 microsecond', 'infinity'),
    COALESCE($11::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))`;
const PAGE = 'ORDER BY created_at DESC, id DESC LIMIT $12';

/** All runs of the apps $1, and those that $3 started in the apps $2: a page of each, of which a page is taken. */
const LIST = {
  name: 'run-list.list',
  text: `SELECT *, (EXTRACT(EPOCH FROM created_at) * 1000000)::bigint::text AS created_micros FROM (
      (SELECT of_app.* FROM unnest($1::text[]) AS app(id) CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM runs WHERE app_id = app.id AND ${FITS} ${PAGE}) of_app)
      UNION ALL
      (SELECT ${COLUMNS} FROM runs
        WHERE started_by = $3 AND app_id = ANY($2::text[]) AND ${FITS} ${PAGE})) found ${PAGE}`,
};

const CURSOR = /^(\d{1,16})\.(.{36})$/;

/** The runs that somebody may see, over all apps. */
@Injectable()
export class RunList {
  constructor(
    private readonly sql: Sql,
    private readonly apps: AppAccessService,
  ) {}

  /**
   * Newest first; two queries, however many apps. Without ReadBoards in an app only the caller's own. Throws
   * NotFoundError or ForbiddenError for an app the caller does not belong to.
   */
  async listRuns(caller: Caller, filter: RunListDto, limit: number): Promise<ListedRow[]> {
    const after = filter.cursor === undefined ? undefined : readCursor(filter.cursor);
    const accesses =
      filter.app_id === undefined
        ? await this.apps.listPermissions(caller)
        : [await this.apps.requireMember(caller, filter.app_id)];
    const isOwnOnly = filter.started_by === 'me';
    const reads = ({ permissions }: { permissions: number }) =>
      !isOwnOnly && isPermitted(permissions, 'ReadBoards');
    const whole = accesses.filter(reads);
    const own = accesses.filter(
      (access) =>
        !reads(access) &&
        (isPermitted(access.permissions, 'ExecuteEvents') ||
          isPermitted(access.permissions, 'ReadBoards')),
    );
    return this.sql.rows<ListedRow>(LIST, [
      whole.map(({ appId }) => appId),
      own.map(({ appId }) => appId),
      starterOf(caller),
      filter.board_id ?? null,
      filter.event_id ?? null,
      filter.status ?? null,
      filter.source ?? null,
      filter.from ?? null,
      filter.to ?? null,
      after?.micros ?? null,
      after?.id ?? null,
      limit,
    ]);
  }
}

export const cursorOf = ({ created_micros, id }: ListedRow): string => `${created_micros}.${id}`;

function readCursor(cursor: string): { micros: number; id: string } {
  const [, micros, id] = CURSOR.exec(cursor) ?? [];
  if (id !== undefined && isUuid(id)) return { micros: Number(micros), id };
  throw new InvalidError('The cursor is not one of this list', [
    { path: 'cursor', message: 'must be taken from the header Link of a page' },
  ]);
}
