import { Float, type Value } from '../engine/index.js';

/**
 * What a value must look like. Answers undefined for one that does, else the end of a sentence that begins
 * with the name of the value: `.role must be a string`. Members that nobody asks for are not looked at.
 */
export type Shape = (value: Value | undefined) => string | undefined;

const leaf =
  (fits: (value: Value) => boolean, expected: string): Shape =>
  (value) => {
    if (value === undefined) return ' is missing';
    return fits(value) ? undefined : ` must be ${expected}`;
  };

export const text = leaf((value) => typeof value === 'string', 'a string');
export const flag = leaf((value) => typeof value === 'boolean', 'true or false');
export const whole = leaf((value) => Number.isInteger(value), 'an integer');
/** A whole number that is not negative. */
export const count = leaf(
  (value) => Number.isInteger(value) && (value as number) >= 0,
  'an integer of at least 0',
);
export const number = leaf(
  (value) => typeof value === 'number' || value instanceof Float,
  'a number',
);
/** Anything but null. */
export const something = leaf((value) => value !== null, 'something');

export const oneOf = (...words: readonly string[]): Shape =>
  leaf((value) => words.includes(value as string), `one of ${words.join(', ')}`);

/** Null, or nothing at all, will do, too. */
export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || value === null ? undefined : shape(value);

export const list = (item: Shape): Shape => {
  const isList = leaf(Array.isArray, 'an array');
  return (value) => {
    const fault = isList(value);
    if (fault !== undefined) return fault;
    for (const [index, one] of (value as readonly Value[]).entries()) {
      const found = item(one);
      if (found !== undefined) return `[${index}]${found}`;
    }
    return undefined;
  };
};

const isObject = leaf(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Float),
  'an object',
);

export const object = (members: Readonly<Record<string, Shape>> = {}): Shape => {
  const shapes = Object.entries(members);
  return (value) => {
    const fault = isObject(value);
    if (fault !== undefined) return fault;
    for (const [name, shape] of shapes) {
      const found = shape(memberOf(value!, name));
      if (found !== undefined) return `.${name}${found}`;
    }
    return undefined;
  };
};

/** A text, or what `shape` says. */
export const textOr =
  (shape: Shape): Shape =>
  (value) =>
    typeof value === 'string' ? undefined : shape(value);

/** A member of its own of what may be an object; undefined when there is none. */
export function memberOf(value: Value, name: string): Value | undefined {
  const isOwn = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isOwn ? (value as { readonly [key: string]: Value })[name] : undefined;
}
