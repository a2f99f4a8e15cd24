import type { AnyNodeType } from '../engine/index.js';
import { bool } from './bool/index.js';
import { control } from './control/index.js';
import { database } from './database/index.js';
import { events } from './events/index.js';
import { http } from './http/index.js';
import { ids } from './ids/index.js';
import { logging } from './logging/index.js';
import { math } from './math/index.js';
import { string } from './string/index.js';
import { variables } from './variables/index.js';

export const allNodes: readonly AnyNodeType[] = [
  ...events,
  ...control,
  ...logging,
  ...variables,
  ...bool,
  ...math,
  ...string,
  ...ids,
  ...database,
  ...http,
];
