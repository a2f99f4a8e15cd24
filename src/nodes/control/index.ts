import { branch } from './branch.js';
import { callReference } from './call-reference.js';
import { delay } from './delay.js';
import { doN } from './do-n.js';
import { doOnce } from './do-once.js';
import { flipFlop } from './flip-flop.js';
import { forEach } from './for-each.js';
import { forEachWithBreak } from './for-each-with-break.js';
import { gate } from './gate.js';
import { gather } from './gather.js';
import { parExecution } from './par-execution.js';
import { parForEach } from './par-for-each.js';
import { reroute } from './reroute.js';
import { sequence } from './sequence.js';
import { timeout } from './timeout.js';
import { whileLoop } from './while-loop.js';

export const control = [
  branch,
  sequence,
  forEach,
  forEachWithBreak,
  whileLoop,
  parForEach,
  parExecution,
  gather,
  doOnce,
  doN,
  flipFlop,
  gate,
  timeout,
  callReference,
  delay,
  reroute,
];
