import { fallback } from './fallback.js';
import { fromBytes } from './from-bytes.js';
import { fromString } from './from-string.js';
import { select } from './select.js';
import { toBytes } from './to-bytes.js';
import { toString } from './to-string.js';
import { tryTransform } from './try-transform.js';

export const types = [toString, fromString, toBytes, fromBytes, tryTransform, fallback, select];
