import { Float, isObject, type Value } from '../../engine/index.js';

export const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d{0,20})?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2}):(\d{1,2}))?$/;
const YEAR_LAST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
/** Larger numbers are milliseconds: as seconds they would lie tens of thousands of years ahead. */
const MOST_SECONDS = 946_684_800_000;

/** An RFC 3339 text in UTC; undefined for what is no point in time in the years 0 to 9999. */
export function toDate(value: Value): string | undefined {
  if (typeof value === 'string') return dateOfText(value.trim());
  if (typeof value === 'number') return dateOfNumber(value);
  if (value instanceof Float) return dateOfNumber(value.value);
  if (!isObject(value)) return undefined;
  const { secs_since_epoch: seconds, nanos_since_epoch: nanos } = value;
  return typeof seconds === 'number' && typeof nanos === 'number' && nanos >= 0 && nanos < 1e9
    ? dateText(seconds, nanos)
    : undefined;
}

function dateOfNumber(number: number): string | undefined {
  const exact = number > MOST_SECONDS ? number / 1000 : number;
  const seconds = Math.floor(exact);
  // A float of this size tells no less than microseconds.
  const micros = Math.round((exact - seconds) * 1e6);
  return micros === 1e6 ? dateText(seconds + 1, 0) : dateText(seconds, micros * 1000);
}

function dateOfText(text: string): string | undefined {
  const full = RFC_3339.exec(text);
  if (full !== null) {
    const seconds = secondsOf(full.slice(1, 7).map(Number));
    const [fraction, sign, hours, minutes] = full.slice(7);
    const offset = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
    if (seconds === undefined || Number(minutes ?? 0) > 59 || offset >= 86_400) return undefined;
    const nanos = Number((fraction ?? '').padEnd(9, '0'));
    return dateText(sign === '-' ? seconds + offset : seconds - offset, nanos);
  }
  const plain = YEAR_FIRST.exec(text);
  if (plain !== null) return dateOfFields(plain.slice(1).map((part) => Number(part ?? 0)));
  const [day, month, year] = (YEAR_LAST.exec(text) ?? []).slice(1).map(Number);
  if (day === undefined || month === undefined || year === undefined) return undefined;
  return dateOfFields([year, month, day]) ?? dateOfFields([year, day, month]);
}

function dateOfFields(fields: readonly number[]): string | undefined {
  const seconds = secondsOf(fields);
  return seconds === undefined ? undefined : dateText(seconds, 0);
}

/** Seconds since 1970; undefined for a day or a time that there is not. */
export function secondsOf([
  year = 0,
  month = 0,
  day = 0,
  hour = 0,
  minute = 0,
  second = 0,
]: readonly number[]): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

export function dateText(seconds: number, nanos: number): string | undefined {
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999) || !Number.isInteger(seconds + nanos)) return undefined;
  return `${date.toISOString().slice(0, 19)}${fractionText(nanos)}Z`;
}

/** As short as it can be of 0, 3, 6 and 9 digits. */
export function fractionText(nanos: number): string {
  if (nanos === 0) return '';
  const digits = String(nanos).padStart(9, '0');
  return `.${digits.replace(/(?:000){1,2}$/, '')}`;
}
