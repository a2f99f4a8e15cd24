import { arrayToSet } from './array-to-set.js';
import { clear } from './clear.js';
import { clearRef } from './clear-ref.js';
import { difference } from './difference.js';
import { discard } from './discard.js';
import { discardRef } from './discard-ref.js';
import { has } from './has.js';
import { insert } from './insert.js';
import { insertRef } from './insert-ref.js';
import { isEmpty } from './is-empty.js';
import { isMutual } from './is-mutual.js';
import { make } from './make.js';
import { pop } from './pop.js';
import { size } from './size.js';
import { isSubset, isSuperset } from './subset-superset.js';
import { toArray } from './to-array.js';
import { union } from './union.js';

export const set = [
  make,
  arrayToSet,
  toArray,
  size,
  isEmpty,
  has,
  insert,
  discard,
  pop,
  clear,
  union,
  difference,
  isMutual,
  isSubset,
  isSuperset,
  insertRef,
  discardRef,
  clearRef,
];
