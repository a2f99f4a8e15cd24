import { branch } from './branch.js';
import { delay } from './delay.js';
import { forEach } from './for-each.js';
import { reroute } from './reroute.js';
import { sequence } from './sequence.js';

export const control = [branch, sequence, forEach, delay, reroute];
