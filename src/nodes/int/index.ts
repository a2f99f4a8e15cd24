import { abs } from './abs.js';
import { add, max, min, multiply, subtract } from './arithmetic.js';
import { clamp } from './clamp.js';
import { equal, greater, greaterOrEqual, less, lessOrEqual, unequal } from './compare.js';
import { divide } from './divide.js';
import { modulo } from './modulo.js';
import { power } from './power.js';
import { randomInRange } from './random-in-range.js';
import { root } from './root.js';

export const int = [
  add,
  subtract,
  multiply,
  divide,
  modulo,
  power,
  root,
  abs,
  min,
  max,
  clamp,
  equal,
  unequal,
  greater,
  greaterOrEqual,
  less,
  lessOrEqual,
  randomInRange,
];
