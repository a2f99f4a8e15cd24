import { chunkToken } from './chunk-token.js';
import { chunkFromString, makeResponse, responseFromString } from './from-string.js';
import { lastContent, lastMessage } from './last.js';
import { getContent, getRole } from './message.js';
import { pushChunk } from './push-chunk.js';

export const response = [
  makeResponse,
  responseFromString,
  chunkFromString,
  pushChunk,
  lastContent,
  lastMessage,
  chunkToken,
  getContent,
  getRole,
];
