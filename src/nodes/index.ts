import type { AnyNodeType } from '../engine/index.js';
import { array } from './array/index.js';
import { bool } from './bool/index.js';
import { chat } from './chat/index.js';
import { control } from './control/index.js';
import { database } from './database/index.js';
import { environment } from './environment/index.js';
import { events } from './events/index.js';
import { faker } from './faker/index.js';
import { float } from './float/index.js';
import { geo } from './geo/index.js';
import { hash } from './hash/index.js';
import { history } from './history/index.js';
import { http } from './http/index.js';
import { ids } from './ids/index.js';
import { int } from './int/index.js';
import { interaction } from './interaction/index.js';
import { json } from './json/index.js';
import { logging } from './logging/index.js';
import { map } from './map/index.js';
import { math } from './math/index.js';
import { modelPreferences } from './model-preferences/index.js';
import { navigation } from './navigation/index.js';
import { notifications } from './notifications/index.js';
import { response } from './response/index.js';
import { set } from './set/index.js';
import { string } from './string/index.js';
import { struct } from './struct/index.js';
import { types } from './types/index.js';
import { user } from './user/index.js';
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
  ...struct,
  ...hash,
  ...json,
  ...user,
  ...environment,
  ...ids,
  ...database,
  ...history,
  ...modelPreferences,
  ...response,
  ...chat,
  ...interaction,
  ...notifications,
  ...navigation,
  ...faker,
  ...geo,
  ...http,
];
