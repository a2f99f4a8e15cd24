import { DateTime } from 'luxon';
import { NodeError } from '../../engine/index.js';
import { secondsOf } from '../types/date.js';
import { findInstant, type Instant } from './instant.js';
import { type Item, readFormat } from './specifiers.js';

/** Tried one after the other: 03/04/2024 is 3 April. */
const USUAL = [
  '%Y-%m-%d %H:%M:%S%.f',
  '%Y-%m-%dT%H:%M:%S%.f',
  '%Y-%m-%d',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d.%m.%Y',
  '%Y/%m/%d',
  '%d-%m-%Y',
  '%m-%d-%Y',
].map(readFormat);

/** The most digits of the numbers. */
const DIGITS: Readonly<Record<string, number>> = {
  Y: 4,
  C: 2,
  y: 2,
  q: 1,
  m: 2,
  d: 2,
  e: 2,
  j: 3,
  w: 1,
  u: 1,
  G: 4,
  g: 2,
  V: 2,
  H: 2,
  k: 2,
  I: 2,
  l: 2,
  M: 2,
  S: 2,
  f: 9,
};
/** Codes that say the same. */
const SAME: Readonly<Record<string, string>> = {
  e: 'd',
  k: 'H',
  l: 'I',
  h: 'b',
  B: 'b',
  A: 'a',
  P: 'p',
};

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const DAYS =
  'mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const ORDER = {
  b: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  a: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  p: ['am', 'pm'],
} as const;
const WORDS: Readonly<Record<string, RegExp>> = {
  b: new RegExp(MONTHS, 'iy'),
  a: new RegExp(DAYS, 'iy'),
  p: /am|pm/iy,
};
const OFFSET = /[Zz]|[+-]\d\d(?::?\d\d){0,2}/y;
const ZONE = /[^\s]*/y;
const SPACE = /\s*/y;
/** Longer texts are no dates. */
const MAX_LENGTH = 10_000;

type Fields = Partial<Record<string, number>>;

/** The date in a text, in any of the usual forms; undefined for none. */
export function findDate(text: string): Instant | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  return findInstant(text) ?? findMailDate(text) ?? findUnixSeconds(text) ?? firstOf(USUAL, text);
}

/** The date in a text that must have the given form. Throws NodeError for a code that can't be read. */
export function findDateAs(text: string, format: string): Instant | undefined {
  const items = readFormat(format);
  const strange = items.find((item) => 'code' in item && ['U', 'W'].includes(item.code));
  if (strange !== undefined && 'code' in strange)
    throw new NodeError(`%${strange.code} can be written, but not read`);
  return text.length > MAX_LENGTH ? undefined : firstOf([items], text);
}

function firstOf(formats: readonly (readonly Item[])[], text: string): Instant | undefined {
  for (const items of formats) {
    const fields = fieldsOf(text, items);
    const found = fields === undefined ? undefined : resolve(fields);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findMailDate(text: string): Instant | undefined {
  const date = DateTime.fromRFC2822(text.trim(), { zone: 'utc' });
  return date.isValid ? { seconds: date.toUnixInteger(), nanos: 0 } : undefined;
}

function findUnixSeconds(text: string): Instant | undefined {
  if (!/^[+-]?\d{1,15}$/.test(text)) return undefined;
  return { seconds: Number(text), nanos: 0 };
}

/** What the text says where the format has its codes; undefined when it has another form. */
function fieldsOf(text: string, items: readonly Item[]): Fields | undefined {
  const fields: Fields = {};
  let place = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = place;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) place += found.length;
    return found;
  };
  for (const item of items) {
    if ('text' in item) {
      // Blanks stand for any number of them.
      for (const part of item.text.split(/(\s+)/)) {
        if (part !== '' && part.trim() === '') take(SPACE);
        else if (text.startsWith(part, place)) place += part.length;
        else return undefined;
      }
      continue;
    }
    const code = SAME[item.code] ?? item.code;
    const value = valueOf(code, take);
    if (value === undefined) return undefined;
    if (fields[code] !== undefined && fields[code] !== value) return undefined;
    fields[code] = value;
  }
  return place === text.length ? fields : undefined;
}

function valueOf(code: string, take: (pattern: RegExp) => string | undefined): number | undefined {
  if (code === 'a' || code === 'b' || code === 'p') {
    const word = take(WORDS[code]!)?.toLowerCase();
    if (word === undefined) return undefined;
    const place = (ORDER[code] as readonly string[]).findIndex((start) => word.startsWith(start));
    return code === 'p' ? place : place + 1;
  }
  if (code.endsWith('z')) return take(OFFSET) === undefined ? undefined : 0;
  if (code === 'Z') return take(ZONE) === undefined ? undefined : 0;
  if (code === 's') return numberOf(take(/\s*[+-]?\d{1,15}/y));
  if (code === '.f') return nanosOf(take(/(?:\.\d+)?/y)?.slice(1));
  const fixed = /^(\.?)([369])f$/.exec(code);
  if (fixed !== null)
    return nanosOf(
      take(
        new RegExp(
          `[${fixed[1] === '' ? '' : '.'}]${fixed[1] === '' ? '{0}' : ''}\\d{${fixed[2]}}`,
          'y',
        ),
      )?.replace('.', ''),
    );
  return numberOf(take(new RegExp(`\\s*[0-9]{1,${DIGITS[code]}}`, 'y')));
}

const numberOf = (digits: string | undefined) =>
  digits === undefined ? undefined : Number(digits);

const nanosOf = (digits: string | undefined) =>
  digits === undefined ? undefined : Number(digits.slice(0, 9).padEnd(9, '0'));

function resolve(fields: Fields): Instant | undefined {
  const nanos = fractionOf(fields);
  if (fields.s !== undefined) return { seconds: fields.s, nanos };
  const day = dayOf(fields);
  if (day === undefined) return undefined;
  const { M: minute, S: second = 0 } = fields;
  const hour = hourOf(fields);
  // A form without a time of day means midnight.
  if (hour === undefined || minute === undefined) return { seconds: day, nanos: 0 };
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return { seconds: day + 3600 * hour + 60 * minute + second, nanos };
}

function fractionOf(fields: Fields): number {
  for (const [code, value] of Object.entries(fields)) if (code.endsWith('f')) return value ?? 0;
  return 0;
}

function hourOf({ H, I, p }: Fields): number | undefined {
  if (H !== undefined) return H;
  if (I === undefined || p === undefined) return undefined;
  // An hour of the 12 that is none makes the date none.
  return I < 1 || I > 12 ? 24 : (I % 12) + 12 * p;
}

/** Seconds from 1970 to the beginning of the day. */
function dayOf(fields: Fields): number | undefined {
  const { b, d, j, G, V } = fields;
  const month = fields.m ?? b;
  if (fields.m !== undefined && b !== undefined && fields.m !== b) return undefined;
  const weekday = fields.u ?? fields.a ?? (fields.w === 0 ? 7 : fields.w);
  const year = yearOf(fields);
  let seconds: number | undefined;
  if (year !== undefined && month !== undefined && d !== undefined)
    seconds = secondsOf([year, month, d]);
  else if (year !== undefined && j !== undefined)
    seconds = startOf(DateTime.fromObject({ year, ordinal: j }, { zone: 'utc' }));
  else if (
    G !== undefined &&
    V !== undefined &&
    weekday !== undefined &&
    weekday >= 1 &&
    weekday <= 7
  )
    seconds = startOf(
      DateTime.fromObject(
        { weekYear: G, weekNumber: V, weekday: weekday as 1 | 2 | 3 | 4 | 5 | 6 | 7 },
        { zone: 'utc' },
      ),
    );
  if (seconds === undefined || weekday === undefined) return seconds;
  return DateTime.fromSeconds(seconds, { zone: 'utc' }).weekday === weekday ? seconds : undefined;
}

const startOf = (date: DateTime) => (date.isValid ? date.toUnixInteger() : undefined);

function yearOf({ Y, C, y }: Fields): number | undefined {
  if (Y !== undefined || y === undefined) return Y;
  if (C !== undefined) return 100 * C + y;
  return y < 70 ? 2000 + y : 1900 + y;
}
