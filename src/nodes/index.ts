import type { AnyNodeType } from '../engine/index.js';
import { array } from './array/index.js';
import { bool } from './bool/index.js';
import { control } from './control/index.js';
import { database } from './database/index.js';
import { events } from './events/index.js';
import { float } from './float/index.js';
import { ids } from './ids/index.js';
import { int } from './int/index.js';
import { logging } from './logging/index.js';
import { map } from './map/index.js';
import { math } from './math/index.js';
import { set } from './set/index.js';
import { string } from './string/index.js';
import { types } from './types/index.js';
import { variables } from './variables/index.js';
import { vector } from './vector/index.js';

export const allNodes: readonly AnyNodeType[] = [
  ...events,
  ...control,
  ...logging,
  ...variables,
  ...bool,
  ...int,
  ...float,
  ...math,
  ...vector,
  ...string,
  ...array,
  ...map,
  ...set,
  ...types,
  ...ids,
  ...database,
];
