import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS } from './faults.js';
import { Load } from './load.js';
import { judge, type Verdict } from './witness.js';
import type { World } from './world.js';

export interface Result {
  readonly what: string;
  readonly verdict: Verdict;
  /** From the end of the fault until every process was ready again. */
  readonly readyMs: number;
  /** How often clients met what. */
  readonly errors: ReadonlyMap<string, number>;
}

/** Sends jobs, makes the fault when a fifth of them are sent, and waits for the end of all. */
export async function runRow(
  world: World,
  name: string,
  jobs: number,
  perSecond: number,
): Promise<Result> {
  const fault = FAULTS[name]!;
  await world.untilReady();
  const load = new Load(world, `${name}-${Date.now()}`);
  const sending = load.send(jobs, perSecond);
  await sleep((jobs * 200) / perSecond);
  await fault.inject(world, load);
  const faultEnded = Date.now();
  const ready = world.untilReady().then(() => Date.now() - faultEnded);
  await sending;
  const verdict = await judge(world.postgres, load.jobs, load.began, faultEnded);
  return { what: fault.what, verdict, readyMs: await ready, errors: load.errors };
}
