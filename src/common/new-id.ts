import { createId } from '@paralleldrive/cuid2';
import { InvalidError } from './errors.js';

/** Ids that stand for one the server makes; clients that know better send their own. */
const MAKE_ONE = new Set(['new', '']);
/** Names that every object has by nature. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);
const PLAIN = /^[\w.-]{1,200}$/;

/** The id of something new that a path or field names. Throws InvalidError for one that is not plain. */
export function newId(wanted: string, path: string): string {
  if (MAKE_ONE.has(wanted)) return createId();
  if (PLAIN.test(wanted) && !RESERVED.has(wanted)) return wanted;
  throw new InvalidError('The id of something new must be plain', [
    { path, message: 'must be 1 to 200 letters, digits or . _ -' },
  ]);
}
