import { DateTime } from 'luxon';
import { NodeError } from '../../engine/index.js';
import { fractionText } from '../types/date.js';
import { type Instant, partsOf } from './instant.js';
import { readFormat } from './specifiers.js';

type NumberCode = readonly [
  of: (parts: DateTime, nanos: number) => number,
  digits: number,
  fill?: ' ',
];

const NUMBERS: Readonly<Record<string, NumberCode>> = {
  Y: [({ year }) => year, 4],
  C: [({ year }) => Math.floor(year / 100), 2],
  y: [({ year }) => year % 100, 2],
  q: [({ quarter }) => quarter, 1],
  m: [({ month }) => month, 2],
  d: [({ day }) => day, 2],
  e: [({ day }) => day, 2, ' '],
  j: [({ ordinal }) => ordinal, 3],
  w: [({ weekday }) => weekday % 7, 1],
  u: [({ weekday }) => weekday, 1],
  // Weeks from the first Sunday, and the first Monday, of the year on.
  U: [({ ordinal, weekday }) => Math.floor((ordinal + 6 - (weekday % 7)) / 7), 2],
  W: [({ ordinal, weekday }) => Math.floor((ordinal + 7 - weekday) / 7), 2],
  G: [({ weekYear }) => weekYear, 4],
  g: [({ weekYear }) => weekYear % 100, 2],
  V: [({ weekNumber }) => weekNumber, 2],
  H: [({ hour }) => hour, 2],
  k: [({ hour }) => hour, 2, ' '],
  I: [({ hour }) => hour % 12 || 12, 2],
  l: [({ hour }) => hour % 12 || 12, 2, ' '],
  M: [({ minute }) => minute, 2],
  S: [({ second }) => second, 2],
  s: [(parts) => parts.toUnixInteger(), 1],
  f: [(_, nanos) => nanos, 9],
};

const TEXTS: Readonly<Record<string, (parts: DateTime, nanos: number) => string>> = {
  a: (parts) => parts.toFormat('ccc'),
  A: (parts) => parts.toFormat('cccc'),
  b: (parts) => parts.toFormat('LLL'),
  h: (parts) => parts.toFormat('LLL'),
  B: (parts) => parts.toFormat('LLLL'),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  Z: () => 'UTC',
  z: () => '+0000',
  ':z': () => '+00:00',
  '::z': () => '+00:00:00',
  ':::z': () => '+00',
  '.f': (_, nanos) => fractionText(nanos),
};

/** Writes a date in UTC: `rfc3339`, `rfc2822` or the codes of strftime. Throws NodeError for a code that is none. */
export function writeDate(instant: Instant, format: string): string {
  const items = readFormat(knownFormat(format.toLowerCase()) ?? format);
  const parts = partsOf(instant);
  return items
    .map((item) =>
      'text' in item ? item.text : written(item.code, item.fill, parts, instant.nanos),
    )
    .join('');
}

function knownFormat(name: string): string | undefined {
  if (name === 'rfc3339') return '%+';
  return name === 'rfc2822' ? '%a, %-d %b %Y %H:%M:%S %z' : undefined;
}

function written(code: string, fill: string | undefined, parts: DateTime, nanos: number): string {
  const number = NUMBERS[code];
  if (number !== undefined) {
    const [of, digits, usual = '0'] = number;
    const filled = fill ?? usual;
    const text = String(of(parts, nanos));
    return filled === '' ? text : text.padStart(digits, filled);
  }
  const text = TEXTS[code];
  if (text !== undefined) return text(parts, nanos);
  const [, point, digits] = /^(\.?)([369])f$/.exec(code) ?? [];
  if (digits === undefined) throw new NodeError(`%${code} can be read, but not written`);
  return point + String(nanos).padStart(9, '0').slice(0, Number(digits));
}
