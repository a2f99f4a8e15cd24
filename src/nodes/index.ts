import type { AnyNodeType } from '../engine/index.js';
import { bool } from './bool/index.js';
import { control } from './control/index.js';
import { database } from './database/index.js';
import { environment } from './environment/index.js';
import { events } from './events/index.js';
import { hash } from './hash/index.js';
import { ids } from './ids/index.js';
import { json } from './json/index.js';
import { logging } from './logging/index.js';
import { math } from './math/index.js';
import { string } from './string/index.js';
import { struct } from './struct/index.js';
import { user } from './user/index.js';
import { variables } from './variables/index.js';

export const allNodes: readonly AnyNodeType[] = [
  ...events,
  ...control,
  ...logging,
  ...variables,
  ...bool,
  ...math,
  ...string,
  ...struct,
  ...hash,
  ...json,
  ...user,
  ...environment,
  ...ids,
  ...database,
];
