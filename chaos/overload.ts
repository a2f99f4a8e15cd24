import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { figuresOf } from './process-figures.js';
import { Load } from './load.js';
import { type Probed, Prober } from './prober.js';
import { judge, type Verdict } from './witness.js';
import type { World } from './world.js';

const MEASURE_MS = 5000;
const OVERLOAD_MS = 15_000;
const CLIENTS = 32;
const TIMES = 4;
const LOOK_EVERY_MS = 100;
/** Clients are on other machines, and take no time of the server's. */
const LESS_URGENT = 5;

export interface Overloaded {
  /** Submits accepted in a second by clients that wait for each answer, and at four times that. */
  readonly capacity: number;
  readonly offered: number;
  readonly acceptedPerSecond: number;
  /** Answers to what was not accepted; `open` = not answered within 10 s. */
  readonly refused: ReadonlyMap<string, number>;
  /** Refusals without Retry-After. */
  readonly unclean: number;
  readonly probed: Probed;
  /** Largest resident memory of an api process in bytes. */
  readonly mostRss: number;
  /** A submit right after the overload, in ms. */
  readonly nextSubmitMs: number;
  readonly verdict: Verdict;
}

/** Offers four times what the server can take, by clients that do not wait for each other. */
export async function overload(world: World): Promise<Overloaded> {
  await world.untilReady();
  const load = new Load(world, `overload-${Date.now()}`);
  const measured = performance.now() + MEASURE_MS;
  const client = async () => {
    while (performance.now() < measured) await load.try();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const capacity = (load.acceptedCount * 1000) / MEASURE_MS;

  const acceptedBefore = load.acceptedCount;
  // Before this thread becomes less urgent than the server: a new one is as urgent as the one that makes it.
  const prober = Prober.start(world.apis.map(({ url }) => url));
  let mostRss = 0;
  const look = () => {
    for (const { pid } of world.apis) mostRss = Math.max(mostRss, figuresOf(pid)?.rss ?? 0);
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  setPriority(LESS_URGENT);
  const began = performance.now();
  const open = new Set<Promise<void>>();
  const offeredPerMs = (TIMES * capacity) / 1000;
  let offered = 0;
  while (performance.now() - began < OVERLOAD_MS) {
    const due = Math.floor((performance.now() - began) * offeredPerMs);
    for (; offered < due; offered++) {
      const tried = load.try().finally(() => open.delete(tried));
      open.add(tried);
    }
    await sleep(2);
  }
  const acceptedPerSecond = ((load.acceptedCount - acceptedBefore) * 1000) / OVERLOAD_MS;
  await Promise.all(open);
  const ended = Date.now();
  const next = performance.now();
  await load.try();
  const nextSubmitMs = performance.now() - next;
  const probed = await prober.stop();
  clearInterval(looking);
  setPriority(0);
  const verdict = await judge(world.postgres, load.jobs, load.began, ended);
  return {
    capacity,
    offered: (offered * 1000) / OVERLOAD_MS,
    acceptedPerSecond,
    refused: load.errors,
    unclean: load.uncleanCount,
    probed,
    mostRss,
    nextSubmitMs,
    verdict,
  };
}

/** As lines of Markdown. */
export function overloadText(result: Overloaded): string {
  const { verdict } = result;
  const refused = [...result.refused].map(([name, count]) => `${name}: ${count}`).join(', ');
  return [
    `- capacity: ${result.capacity.toFixed(0)} submits/s by ${CLIENTS} clients that wait for the answer`,
    `- offered: ${result.offered.toFixed(0)} submits/s for ${OVERLOAD_MS / 1000} s; accepted: ${result.acceptedPerSecond.toFixed(0)} per second`,
    `- not accepted: ${refused || '0'}; refused without Retry-After: ${result.unclean}`,
    `- probes (/health/live): p99 ${result.probed.p99Ms.toFixed(0)} ms, failed ${result.probed.failed}; most memory of an api process: ${(result.mostRss / 1_048_576).toFixed(0)} MiB`,
    `- a submit right after: ${result.nextSubmitMs.toFixed(0)} ms`,
    `- jobs accepted ${verdict.accepted}, finished ${verdict.finished}, lost ${verdict.lost}, run twice ${verdict.twice}, wrong ${verdict.wrong}; the last one ended ${(verdict.recoveredMs / 1000).toFixed(1)} s after the overload`,
  ].join('\n');
}
