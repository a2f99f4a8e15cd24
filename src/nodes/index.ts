import type { AnyNodeType } from '../engine/index.js';
import { array } from './array/index.js';
import { bool } from './bool/index.js';
import { chat } from './chat/index.js';
import { control } from './control/index.js';
import { database } from './database/index.js';
import { dateTime } from './date-time/index.js';
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
import { markdown } from './markdown/index.js';
import { math } from './math/index.js';
import { modelPreferences } from './model-preferences/index.js';
import { navigation } from './navigation/index.js';
import { notifications } from './notifications/index.js';
import { privacy } from './privacy/index.js';
import { response } from './response/index.js';
import { scraping } from './scraping/index.js';
import { set } from './set/index.js';
import { string } from './string/index.js';
import { struct } from './struct/index.js';
import { textProcessing } from './text-processing/index.js';
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
  ...dateTime,
  ...hash,
  ...json,
  ...markdown,
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
  ...scraping,
  ...textProcessing,
  ...privacy,
];
