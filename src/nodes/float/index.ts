import { abs, round } from './abs-round.js';
import { add, max, min, multiply, subtract } from './arithmetic.js';
import { ceil, floor } from './ceil-floor.js';
import { clamp } from './clamp.js';
import { greater, greaterOrEqual, less, lessOrEqual } from './compare.js';
import { divide } from './divide.js';
import { equal, unequal } from './equal.js';
import { power } from './power.js';
import { randomInRange } from './random-in-range.js';
import { root } from './root.js';

export const float = [
  add,
  subtract,
  multiply,
  divide,
  power,
  root,
  abs,
  round,
  ceil,
  floor,
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
