import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { InvalidError } from './errors.js';
import { linkNext, type PageDto } from './page.dto.js';

const CURSOR = /^([0-9a-z]{1,10})\.(.+)$/s;
/** The year 10000: later times are no text that Postgres reads. */
const END_OF_TIME = 253_402_300_800_000;

interface Timed extends ObjectLiteral {
  readonly id: string;
  /** Of whole milliseconds in the database too, or rows would be lost between two pages. */
  readonly createdAt: Date;
}

/** Cuts a query down to one page of a list, oldest first. Throws InvalidError for a cursor of another list. */
export function inPages<Row extends Timed>(
  query: SelectQueryBuilder<Row>,
  { limit = 50, offset = 0, cursor }: PageDto,
): SelectQueryBuilder<Row> {
  const { alias } = query;
  query.orderBy(`${alias}.createdAt`).addOrderBy(`${alias}.id`).limit(limit).offset(offset);
  if (cursor === undefined) return query;
  return query.andWhere(`(${alias}.createdAt, ${alias}.id) > (:time, :id)`, readTimeCursor(cursor));
}

/** Where a page of a list in the order of time ended. */
export interface TimeCursor extends ObjectLiteral {
  readonly time: Date;
  readonly id: string;
}

export function timeCursor(time: Date, id: string): string {
  return `${time.getTime().toString(36)}.${id}`;
}

/** Throws InvalidError for a cursor of another list. */
export function readTimeCursor(cursor: string): TimeCursor {
  const [, time, id] = CURSOR.exec(cursor) ?? [];
  const at = new Date(Number.parseInt(time ?? '', 36));
  if (id !== undefined && at.getTime() < END_OF_TIME) return { time: at, id };
  throw new InvalidError('The cursor is not one of this list', [
    { path: 'cursor', message: 'must be taken from the header Link of a page' },
  ]);
}

/** Points to the page behind this one, when there may be one. */
export function linkNextInTime(
  request: FastifyRequest,
  reply: FastifyReply,
  page: readonly Timed[],
  { limit = 50 }: PageDto,
): void {
  const cursors = page.map(({ createdAt, id }) => ({ id: timeCursor(createdAt, id) }));
  linkNext(request, reply, cursors, limit);
}
