import {
  Float,
  isObject,
  NodeError,
  printValue,
  toFloatValue,
  type Value,
} from '../../engine/index.js';
import { compare, number, same } from './template-operators.js';
import {
  type Found,
  isTrue,
  itemsOf,
  memberOf,
  numberOf,
  type Rendering,
} from './template-rendering.js';

export type Filter = (value: Found, options: readonly Found[], at: Rendering) => Found;
export type Test = (value: Found, options: readonly Found[]) => boolean;

const text = (change: (text: string) => string): Filter => {
  return (value, _, at) => {
    const given = at.print(value);
    at.spendText(given.length);
    return change(given);
  };
};

/** Lists are paid for by their length. */
const list = (
  change: (items: readonly Value[], options: readonly Found[], at: Rendering) => Found,
): Filter => {
  return (value, options, at) => {
    const items = itemsOf(value);
    at.spend(items.length);
    return change(items, options, at);
  };
};

const capitalize = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '/': '&#x2f;',
};
const escape = text((given) => given.replace(/[&<>"'/]/g, (sign) => HTML[sign]!));
const fallback: Filter = (value, [other = '', alsoFalse]) =>
  value === undefined || (isTrue(alsoFalse) && !isTrue(value)) ? other : value;
const length: Filter = (value) => {
  if (value === undefined) return 0;
  return itemsOf(value).length;
};

const FILTERS: Readonly<Record<string, Filter>> = {
  upper: text((given) => given.toUpperCase()),
  lower: text((given) => given.toLowerCase()),
  capitalize: text(capitalize),
  title: text((given) => given.replace(/[^\s\p{P}]+/gu, capitalize)),
  trim: text((given) => given.trim()),
  string: text((given) => given),
  safe: (value) => value,
  escape,
  e: escape,
  urlencode: text((given) => encodeURIComponent(wellFormed(given))),
  default: fallback,
  d: fallback,
  length,
  count: length,
  replace: (value, [from, to], at) => {
    const [given, wanted, by] = [at.print(value), at.print(from), at.print(to)];
    at.spendText(given.length);
    const parts = given.split(wanted);
    at.spendText(given.length + (parts.length - 1) * by.length);
    return parts.join(by);
  },
  split: (value, [separator], at) => {
    const given = at.print(value);
    at.spend(given.length);
    return separator === undefined ? given.trim().split(/\s+/) : given.split(at.print(separator));
  },
  lines: (value, _, at) => {
    const given = at.print(value);
    at.spend(given.length);
    return given.split(/\r?\n/);
  },
  indent: (value, [width = 4], at) => {
    const margin = ' '.repeat(Math.min(Math.max(numberOf(width), 0), 100));
    const lines = at.print(value).split('\n');
    at.spend(lines.length);
    at.spendText(lines.length * margin.length);
    return lines.join(`\n${margin}`);
  },
  join: list((items, [separator = '', attribute], at) => {
    const between = at.print(separator);
    const texts = pick(items, attribute).map((item) => at.print(item));
    at.spendText(texts.reduce((sum, one) => sum + one.length + between.length, 0));
    return texts.join(between);
  }),
  first: list((items) => items[0]),
  last: list((items) => items.at(-1)),
  list: list((items) => items),
  reverse: (value, _, at) => {
    const items = itemsOf(value);
    at.spend(items.length);
    return typeof value === 'string' ? items.toReversed().join('') : items.toReversed();
  },
  sort: list((items, [reverse, , attribute]) => {
    const key = (item: Value) => pick([item], attribute)[0];
    const sorted = items.toSorted((left, right) => compare(key(left), key(right)));
    return isTrue(reverse) ? sorted.reverse() : sorted;
  }),
  unique: list((items) => [...new Map(items.map((item) => [printValue(item), item])).values()]),
  min: list((items) =>
    items.reduce<Found>(
      (least, item) => (least === undefined || compare(item, least) < 0 ? item : least),
      undefined,
    ),
  ),
  max: list((items) =>
    items.reduce<Found>(
      (most, item) => (most === undefined || compare(item, most) > 0 ? item : most),
      undefined,
    ),
  ),
  sum: list((items) => {
    const isFloat = items.some((item) => item instanceof Float || !Number.isInteger(item));
    return number(
      items.reduce<number>((sum, item) => sum + numberOf(item), 0),
      isFloat,
    );
  }),
  map: list((items, [attribute]) => pick(items, attribute).map((item) => item ?? null)),
  select: list((items) => items.filter(isTrue)),
  reject: list((items) => items.filter((item) => !isTrue(item))),
  selectattr: list((items, [attribute]) =>
    items.filter((item) => isTrue(pick([item], attribute)[0])),
  ),
  rejectattr: list((items, [attribute]) =>
    items.filter((item) => !isTrue(pick([item], attribute)[0])),
  ),
  items: (value, _, at) => pairs(value, at),
  dictsort: (value, _, at) => pairs(value, at).toSorted(([left], [right]) => compare(left, right)),
  abs: (value) =>
    number(Math.abs(numberOf(value)), value instanceof Float || !Number.isInteger(value)),
  round: (value, [digits = 0]) => {
    if (!(value instanceof Float) && Number.isInteger(value)) return value;
    const scale = 10 ** Math.min(Math.max(numberOf(digits), 0), 15);
    const rounded = Math.round(Math.abs(numberOf(value)) * scale) / scale;
    return toFloatValue(Math.sign(numberOf(value)) * rounded);
  },
  int: (value, _, at) => number(Math.trunc(asNumber(value, at)), false),
  float: (value, _, at) => toFloatValue(asNumber(value, at)),
  bool: (value) => isTrue(value),
  tojson: (value, [indent], at) => {
    const json = printValue(value ?? null, indent === undefined || indent === false ? 0 : 2);
    at.spendText(json.length);
    return json;
  },
};

const TESTS: Readonly<Record<string, Test>> = {
  defined: (value) => value !== undefined,
  undefined: (value) => value === undefined,
  none: (value) => value === null,
  true: (value) => value === true,
  false: (value) => value === false,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' || value instanceof Float,
  integer: (value) => Number.isInteger(value),
  float: (value) =>
    value instanceof Float || (typeof value === 'number' && !Number.isInteger(value)),
  sequence: (value) => Array.isArray(value),
  iterable: (value) =>
    Array.isArray(value) || typeof value === 'string' || (value !== undefined && isObject(value)),
  mapping: (value) => value !== undefined && isObject(value),
  odd: (value) => Math.abs(numberOf(value) % 2) === 1,
  even: (value) => numberOf(value) % 2 === 0,
  divisibleby: (value, [by]) => numberOf(value) % numberOf(by) === 0,
  eq: (value, [other]) => same(value, other),
  startingwith: (value, [start]) =>
    typeof value === 'string' && typeof start === 'string' && value.startsWith(start),
  endingwith: (value, [end]) =>
    typeof value === 'string' && typeof end === 'string' && value.endsWith(end),
};

/** Throws NodeError for a name that is none of `known`. */
export function findFilter(name: string): Filter {
  return find(FILTERS, name, 'filter');
}

export function findTest(name: string): Test {
  return find(TESTS, name, 'test');
}

function find<T>(known: Readonly<Record<string, T>>, name: string, what: string): T {
  if (Object.hasOwn(known, name)) return known[name]!;
  throw new NodeError(
    `The template uses the ${what} ${name}; there are ${Object.keys(known).join(', ')}`,
  );
}

/** Of each item the member at a path such as `a.b`, or the item itself. */
function pick(items: readonly Value[], attribute: Found): Found[] {
  if (attribute === undefined) return [...items];
  const path = typeof attribute === 'string' ? attribute.split('.') : [attribute];
  return items.map((item) =>
    path.reduce<Found>(
      (owner, key) => (owner === undefined ? undefined : memberOf(owner, key)),
      item,
    ),
  );
}

function pairs(value: Found, at: Rendering): [string, Value][] {
  if (value === undefined || !isObject(value))
    throw new NodeError('The template takes what is no object apart');
  const found = Object.entries(value);
  at.spend(found.length);
  return found;
}

function asNumber(value: Found, at: Rendering): number {
  const found =
    typeof value === 'boolean'
      ? Number(value)
      : typeof value === 'string'
        ? Number(value.trim() || NaN)
        : numberOf(value);
  if (!Number.isFinite(found))
    throw new NodeError(`The template takes ${at.print(value).slice(0, 40)} for a number`);
  return found;
}

/** Half of a surrogate pair has no form in UTF-8. */
const wellFormed = (given: string) => given.replace(/\p{Surrogate}/gu, '\ufffd');
