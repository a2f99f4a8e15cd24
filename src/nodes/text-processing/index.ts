import { chunkText } from './chunk-text.js';
import { rake } from './rake.js';
import { yake } from './yake.js';

export const textProcessing = [chunkText, rake, yake];
