import { ahash, blake3 } from './hash.js';

export const hash = [ahash, blake3];
