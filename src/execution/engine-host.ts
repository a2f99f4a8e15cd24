import { randomFillSync } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { createId } from '@paralleldrive/cuid2';
import { type Clock, type Host, SharedMemory } from '../engine/index.js';
import { Turns } from './turns.js';

/** Longest time one timer of Node can take; longer sleeps are cut into pieces. */
const LONGEST_TIMER = 2 ** 31 - 1;

const clock: Clock = {
  now: Date.now,
  async sleep(ms, signal) {
    // Hundreds of branches of one run may wait at a time; Node warns of a leak at eleven.
    setMaxListeners(0, signal);
    for (let left = ms; left >= 0; left -= LONGEST_TIMER)
      await setTimeout(Math.min(left, LONGEST_TIMER), undefined, { signal }).catch(() => {
        // Node rejects with an error of its own; what matters to the run is why it was stopped.
        throw signal.reason;
      });
  },
};

/** All boards of this process share its one thread. */
const turns = new Turns();

/** Half of what the process has: the other half is for all else, and for what counting is late to see. */
const memory = new SharedMemory(getHeapStatistics().heap_size_limit / 2);

const pool = new Uint32Array(1024);
let used = pool.length;

/**
 * 53 bits that nobody can guess: boards make passwords and codes of them. A seed would make runs
 * repeatable, but also the codes; what has to be repeatable is a test, and tests have a host of their own.
 */
function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const high = pool[used++]! >>> 5;
  const low = pool[used++]! >>> 6;
  return (high * 2 ** 26 + low) / 2 ** 53;
}

/** The engine's surroundings on Node: real time, real ids, real chance, and what else there is. */
export function engineHost(besides: Pick<Host, 'emit' | 'http' | 'files'> = {}): Host {
  return { clock, createId, random, breathe: () => turns.breathe(), memory, ...besides };
}
