import { cuid } from './cuid.js';

export const ids = [cuid];
