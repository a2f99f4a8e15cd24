import { extractContent } from './extract-content.js';
import { historyFromMessages, historyFromString, makeHistory } from './make.js';
import { makeMessage } from './make-message.js';
import { clearHistory, popMessage, pushMessage } from './messages.js';
import { pushContent } from './push-content.js';
import { settings } from './settings.js';
import { getSystemPrompt, setSystemPrompt } from './system-prompt.js';

export const history = [
  makeHistory,
  historyFromString,
  historyFromMessages,
  pushMessage,
  popMessage,
  clearHistory,
  getSystemPrompt,
  setSystemPrompt,
  ...settings,
  makeMessage,
  pushContent,
  extractContent,
];
