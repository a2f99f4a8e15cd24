import { type Fields, fieldsOf } from '../../board-fields.js';
import { BoardError } from '../../errors.js';

// Shapes of JSON that clients send. A shape gives back what it knows and nothing else: unknown fields are
// dropped at every level, as clients send more than boards hold. What is absent and what is null are the
// same. All throw BoardError naming the field and what would be right.

/** Reads one value; `null` stands for an absent one too. */
export type Shape<T> = (value: unknown) => T;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

export const record = <S extends Shapes>(shapes: S) => {
  const fields = Object.entries(shapes);
  return (value: unknown): { [K in keyof S]: ReturnType<S[K]> } => {
    const given = fieldsOf(value, '');
    const read = fields.map(([field, shape]): [string, unknown] => [
      field,
      within(field, shape, own(given, field)),
    ]);
    return Object.fromEntries(read) as { [K in keyof S]: ReturnType<S[K]> };
  };
};

/** Null unless there is a value. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value) =>
    value === null ? null : shape(value);

export const or =
  <T>(fallback: T, shape: Shape<T>): Shape<T> =>
  (value) =>
    value === null ? fallback : shape(value);

export const text: Shape<string> = (value) => {
  if (typeof value !== 'string') throw new BoardError('', 'must be a string');
  return value;
};

export const flag: Shape<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new BoardError('', 'must be true or false');
  return value;
};

/** JSON has no infinity, but `1e400` reads as one. */
export const number: Shape<number> = (value) => {
  if (!Number.isFinite(value)) throw new BoardError('', 'must be a number');
  return value as number;
};

export const integer =
  (min: number, max: number): Shape<number> =>
  (value) => {
    const fits = Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
    if (!fits) throw new BoardError('', `must be a whole number from ${min} to ${max}`);
    return value as number;
  };

export const oneOf =
  <T extends string>(allowed: readonly T[]): Shape<T> =>
  (value) => {
    if (!allowed.includes(value as T))
      throw new BoardError('', `must be one of ${allowed.join(', ')}`);
    return value as T;
  };

export const list =
  <T>(shape: Shape<T>): Shape<T[]> =>
  (value) => {
    if (value === null) return [];
    if (!Array.isArray(value)) throw new BoardError('', 'must be a list');
    return value.map((item: unknown, index) => within(String(index), shape, item ?? null));
  };

/** Objects by their own ids; one without an id has that of its key. */
export const byId =
  <T extends { id: string }>(shape: Shape<T>): Shape<Record<string, T>> =>
  (value) => {
    const map = fieldsOf(value ?? {}, '');
    const found = new Map<string, T>();
    for (const key of Object.keys(map)) {
      const item = within(key, (fields) => shape(withId(fieldsOf(fields, ''), key)), map[key]);
      if (found.has(item.id)) throw new BoardError(key, 'must have an id of its own');
      found.set(item.id, item);
    }
    return Object.fromEntries(found);
  };

const withId = (fields: Fields, id: string): Fields =>
  own(fields, 'id') === null ? { ...fields, id } : fields;

/** Objects by names that are no ids of boards. */
export const byName =
  <T>(shape: Shape<T>): Shape<Record<string, T>> =>
  (value) => {
    const map = fieldsOf(value, '');
    return Object.fromEntries(
      Object.keys(map).map((name) => [id(name), within(name, shape, map[name] ?? null)]),
    );
  };

/** A position, in floats of 32 bits: x, y and z, which is 0 if it is left out. */
export const point: Shape<number[]> = (value) => {
  const fits = Array.isArray(value) && (value.length === 2 || value.length === 3);
  if (!fits || !value.every(isFloat))
    throw new BoardError('', 'must be three numbers, such as [10, 20, 0]');
  const [x, y, z = 0] = value as number[];
  return [x!, y!, z];
};

const isFloat = (part: unknown) => typeof part === 'number' && Number.isFinite(Math.fround(part));

/** The bytes of a JSON text. None at all stand for no value, as after a save in the ecosystem. */
export const bytes: Shape<number[] | null> = (value) => {
  const isByte = (item: unknown) =>
    Number.isInteger(item) && (item as number) >= 0 && (item as number) <= 255;
  if (value === null) return null;
  if (!Array.isArray(value) || !value.every(isByte))
    throw new BoardError('', 'must be a list of bytes or null');
  return value.length === 0 ? null : (value as number[]);
};

/** Something else than an id goes wrong sooner or later in somebody's maps, paths or database. */
const UNFIT = /[\0\p{Surrogate}]/u;
const RESERVED: readonly string[] = ['__proto__', 'constructor', 'prototype'];
const MAX_ID_LENGTH = 200;

/** The id that something new goes by. */
export const id: Shape<string> = (value) => {
  if (typeof value !== 'string' || value === '' || value.length > MAX_ID_LENGTH)
    throw new BoardError('', `must be a string of 1 to ${MAX_ID_LENGTH} characters`);
  if (RESERVED.includes(value)) throw new BoardError('', `must not be ${value}`);
  if (UNFIT.test(value)) throw new BoardError('', 'must be well-formed text');
  return value;
};

/** The id of a layer; none, and an empty one, stand for the board itself. */
export const layerId: Shape<string | null> = (value) =>
  value === null ? null : text(value) || null;

/** Ids of pins at the other ends of wires, each once and ascending. */
export const links: Shape<string[]> = (value) => [...new Set(list(text)(value))].sort();

function within<T>(path: string, shape: Shape<T>, value: unknown): T {
  try {
    return shape(value);
  } catch (error) {
    throw error instanceof BoardError ? error.within(path) : error;
  }
}

const own = (fields: Fields, field: string): unknown =>
  Object.hasOwn(fields, field) ? (fields[field] ?? null) : null;
