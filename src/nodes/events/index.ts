import { genericEvent } from './generic.js';
import { returnResult } from './return-result.js';
import { simpleEvent } from './simple.js';

export const events = [simpleEvent, genericEvent, returnResult];
