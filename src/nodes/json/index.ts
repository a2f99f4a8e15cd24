import { makeSchema } from './make-schema.js';
import { parseWithSchema } from './parse-with-schema.js';
import { repairParse } from './repair-parse.js';

export const json = [makeSchema, parseWithSchema, repairParse];
