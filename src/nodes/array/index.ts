import { batchPush, extend } from './append-all.js';
import { batchRemove } from './batch-remove.js';
import { batchSet } from './batch-set.js';
import { clear } from './clear.js';
import { clearRef } from './clear-ref.js';
import { construct } from './construct.js';
import { extendRef } from './extend-ref.js';
import { filterField, filterFields } from './filter-fields.js';
import { findItem } from './find-item.js';
import { get } from './get.js';
import { includes } from './includes.js';
import { length } from './length.js';
import { make } from './make.js';
import { pop } from './pop.js';
import { popRef } from './pop-ref.js';
import { push } from './push.js';
import { pushRef } from './push-ref.js';
import { removeIndex } from './remove-index.js';
import { removeIndexRef } from './remove-index-ref.js';
import { setIndex } from './set-index.js';
import { setIndexRef } from './set-index-ref.js';
import { shuffle } from './shuffle.js';

export const array = [
  make,
  construct,
  length,
  get,
  includes,
  findItem,
  push,
  pop,
  extend,
  removeIndex,
  setIndex,
  clear,
  shuffle,
  filterField,
  filterFields,
  batchPush,
  batchRemove,
  batchSet,
  pushRef,
  popRef,
  extendRef,
  removeIndexRef,
  setIndexRef,
  clearRef,
];
