import { makeSchema } from './make-schema.js';

export const json = [makeSchema];
