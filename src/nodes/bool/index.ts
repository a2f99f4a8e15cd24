import { and, or } from './and-or.js';
import { equal } from './equal.js';
import { not } from './not.js';
import { random } from './random.js';
import { xor } from './xor.js';

export const bool = [and, or, equal, not, xor, random];
