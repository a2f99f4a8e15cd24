import { clear } from './clear.js';
import { clearRef } from './clear-ref.js';
import { get } from './get.js';
import { hasKey } from './has-key.js';
import { keys } from './keys.js';
import { make } from './make.js';
import { remove } from './remove.js';
import { removeRef } from './remove-ref.js';
import { set } from './set.js';
import { setRef } from './set-ref.js';
import { size } from './size.js';
import { values } from './values.js';

export const map = [
  make,
  get,
  hasKey,
  keys,
  values,
  size,
  set,
  remove,
  clear,
  setRef,
  removeRef,
  clearRef,
];
