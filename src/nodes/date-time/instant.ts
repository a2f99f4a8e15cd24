import { DateTime } from 'luxon';
import { isObject, NodeError, type Value } from '../../engine/index.js';
import { dateText, RFC_3339, toDate } from '../types/date.js';

/** A point in time in the years 0 to 9999, UTC. */
export interface Instant {
  /** Since 1970. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanos: number;
}

/** What a date pin holds: an RFC 3339 text or `{secs_since_epoch, nanos_since_epoch}`; undefined for anything else. */
export function findInstant(value: Value): Instant | undefined {
  const isDate = typeof value === 'string' ? RFC_3339.test(value) : isObject(value);
  const text = isDate ? toDate(value) : undefined;
  if (text === undefined) return undefined;
  const seconds = Date.parse(`${text.slice(0, 19)}Z`) / 1000;
  return { seconds, nanos: Number(text.slice(20, -1).padEnd(9, '0')) };
}

/** The same; throws NodeError for anything else. */
export function instantOf(value: Value): Instant {
  const instant = findInstant(value);
  if (instant === undefined)
    throw new NodeError(`${shown(value)} is no date: expected a text such as 2024-01-05T10:00:00Z`);
  return instant;
}

/** As RFC 3339. Throws NodeError outside the years 0 to 9999. */
export function textOfInstant({ seconds, nanos }: Instant): string {
  const text = dateText(seconds, nanos);
  if (text === undefined) throw new NodeError('The date lies outside the years 0 to 9999');
  return text;
}

/** Its parts on calendar and clock. */
export const partsOf = ({ seconds }: Instant): DateTime =>
  DateTime.fromSeconds(seconds, { zone: 'utc', locale: 'en' });

/** A value for a message: not a long one. */
export function shown(value: Value): string {
  if (typeof value !== 'string') return isObject(value) ? 'The object' : String(value);
  return `'${value.length > 100 ? `${value.slice(0, 100)}…` : value}'`;
}
