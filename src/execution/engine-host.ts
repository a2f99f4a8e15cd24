import { setMaxListeners } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createId } from '@paralleldrive/cuid2';
import type { Clock, Host, RunEvent } from '../engine/index.js';

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

/** The engine's surroundings on Node: real time, real ids. */
export function engineHost(emit: (event: RunEvent) => void = () => undefined): Host {
  return { clock, createId, breathe: () => setImmediate(), emit };
}
