import { equalString } from './equal.js';
import { formatString } from './format.js';

export const string = [equalString, formatString];
