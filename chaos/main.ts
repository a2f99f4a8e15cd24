import { parseArgs } from 'node:util';
import { FAULTS } from './faults.js';
import { overload, overloadText } from './overload.js';
import { head, line } from './report.js';
import { runRow } from './row.js';
import type { Verdict } from './witness.js';
import { type Place, World } from './world.js';

/** Beside the faults: not one line of the table, but a few figures. */
const OVERLOAD = 'overload';

/** Runs the rows that are asked for and prints the table. False when a job was lost, ran twice or ended wrongly. Called by scripts/chaos.mjs. */
export async function chaos(place: Place, args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      jobs: { type: 'string', default: '2000' },
      rate: { type: 'string', default: '200' },
      only: { type: 'string', multiple: true },
      list: { type: 'boolean', default: false },
    },
  });
  const names = chosen(values.only);
  if (values.list) {
    for (const name of Object.keys(FAULTS)) console.log(`${name.padEnd(26)} ${FAULTS[name]!.what}`);
    console.log(`${OVERLOAD.padEnd(26)} four times as many submits as the server can take`);
    return true;
  }
  const [jobs, rate] = [whole('jobs', values.jobs), whole('rate', values.rate)];
  const world = await World.start(place);
  let good = true;
  try {
    if (names.some((name) => name !== OVERLOAD)) console.log(head());
    for (const name of names) {
      if (name === OVERLOAD) {
        const overloaded = await overload(world);
        console.log(overloadText(overloaded));
        good &&= isGood(overloaded.verdict);
        continue;
      }
      const result = await runRow(world, name, jobs, rate);
      console.log(line(result));
      good &&= isGood(result.verdict);
    }
  } finally {
    await world.stop();
  }
  return good;
}

const isGood = ({ lost, twice, wrong }: Verdict) => lost + twice + wrong === 0;

function chosen(only: readonly string[] = []): string[] {
  const wanted = only.flatMap((names) => names.split(','));
  const unknown = wanted.filter((name) => name !== OVERLOAD && !Object.hasOwn(FAULTS, name));
  if (unknown.length > 0)
    throw new Error(`There is no fault ${unknown.join(', ')}; --list tells them all`);
  return wanted.length > 0 ? wanted : [...Object.keys(FAULTS), OVERLOAD];
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
    throw new Error(`--${name} must be a whole number from 1 to 1000000`);
  return value;
}
