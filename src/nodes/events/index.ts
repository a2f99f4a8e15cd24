import { chatEvent } from './chat.js';
import { genericEvent } from './generic.js';
import { returnResult } from './return-result.js';
import { simpleEvent } from './simple.js';
import { widgetActionEvent } from './widget-action.js';

export const events = [simpleEvent, genericEvent, chatEvent, widgetActionEvent, returnResult];
