import { BoardError } from './errors.js';
import { parseValue } from './parse-value.js';
import type { Value } from './value.js';

// Fields of a board's JSON, checked. What is absent and what is null are the same: a field with a default
// takes that, every other one must be there. All throw BoardError with the field's name.

export type Fields = Readonly<Record<string, unknown>>;

/** The things in a map of objects by id, each read; no map counts as an empty one. */
export function items<T>(
  fields: Fields,
  field: string,
  read: (id: string, item: Fields) => T,
): T[] {
  const map = fieldsOf(fields[field] ?? NOTHING, field);
  // An id such as `__proto__` is one of its own keys, or none at all.
  return Object.keys(map).map((id) => {
    try {
      return read(id, fieldsOf(map[id], ''));
    } catch (error) {
      throw error instanceof BoardError ? error.within(`${field}.${id}`) : error;
    }
  });
}

const NOTHING: Fields = {};

export function fieldsOf(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BoardError(path, 'must be an object');
  return value as Fields;
}

export function text(fields: Fields, field: string, fallback?: string): string {
  const value = fields[field] ?? fallback;
  if (typeof value !== 'string') throw new BoardError(field, 'must be a string');
  return value;
}

/** What only describes: a wrong type counts as absent. */
export function ownText(fields: Fields, field: string, fallback: string): string {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return typeof value === 'string' ? value : fallback;
}

export function number(fields: Fields, field: string, fallback: number): number {
  const value = fields[field] ?? fallback;
  if (typeof value !== 'number') throw new BoardError(field, 'must be a number');
  return value;
}

/** False unless it says true. */
export function flag(fields: Fields, field: string): boolean {
  const value = fields[field] ?? false;
  if (typeof value !== 'boolean') throw new BoardError(field, 'must be true or false');
  return value;
}

export function oneOf<T extends string>(
  allowed: readonly T[],
  fields: Fields,
  field: string,
  fallback?: T,
): T {
  const value = fields[field] ?? fallback;
  if (!allowed.includes(value as T))
    throw new BoardError(field, `must be one of ${allowed.join(', ')}`);
  return value as T;
}

/** Ids of pins, each once and ascending. */
export function ids(fields: Fields, field: string): readonly string[] {
  const found = fields[field] ?? NONE;
  if (!isList(found, isText)) throw new BoardError(field, 'must be a list of pin ids');
  return found.length < 2 ? found : [...new Set(found)].sort();
}

const NONE: readonly string[] = [];

/** The texts of a list, each once, in their order; what is no text counts as absent. */
export function texts(fields: Fields, field: string): readonly string[] {
  const found = fields[field];
  return Array.isArray(found) ? [...new Set(found.filter(isText))] : NONE;
}

/** Of the parts of a version: nine digits, which every database and client can hold. */
export const MAX_VERSION_PART = 999_999_999;

/** Major, minor and patch; `0.0.1` when there is none. */
export function version(fields: Fields, field: string): readonly [number, number, number] {
  const parts = fields[field] ?? [0, 0, 1];
  if (!isList(parts, isVersionPart) || parts.length !== 3)
    throw new BoardError(
      field,
      'must be three whole numbers of at most nine digits, such as [0, 0, 1]',
    );
  return parts as unknown as [number, number, number];
}

// A byte order mark is no part of JSON, and so no part of a default that can be read.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A default, stored as the UTF-8 bytes of a JSON text; one that can't be read counts as absent. */
export function defaultValue(fields: Fields, field: string): Value | undefined {
  const bytes = fields[field] ?? NO_BYTES;
  if (!isList(bytes, isByte)) throw new BoardError(field, 'must be an array of bytes or null');
  if (bytes.length === 0) return undefined;
  try {
    return deepFreeze(parseValue(textOf(bytes)));
  } catch {
    return undefined;
  }
}

const NO_BYTES: readonly number[] = [];

/** Nearly every pin has a default, short and plain: the decoder would take longer to begin than this takes. */
function textOf(bytes: readonly number[]): string {
  const isPlain = bytes.length < 256 && bytes.every((byte) => byte < 128);
  return isPlain ? String.fromCharCode(...bytes) : utf8.decode(Uint8Array.from(bytes));
}

/** Defaults are shared by every run of a board: a node that changed one in place would fail at once. */
function deepFreeze(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part as Value);
  return Object.freeze(value);
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

const isText = (item: unknown): item is string => typeof item === 'string';
const isByte = (item: unknown): item is number => isCount(item) && item <= 255;
const isVersionPart = (item: unknown): item is number => isCount(item) && item <= MAX_VERSION_PART;
const isCount = (item: unknown): item is number => Number.isInteger(item) && (item as number) >= 0;
