import { benchAuth } from './auth.js';
import { benchCompile } from './compile.js';
import { benchCosts, type Pids } from './costs.js';
import { benchEdits } from './edits.js';
import { benchEngine } from './engine.js';
import { benchHttp } from './http.js';
import { benchJobs } from './jobs.js';
import { benchNodes } from './nodes.js';
import { benchRuns } from './runs.js';
import { benchStall } from './stall.js';
import { benchStore } from './store.js';

type Places = Parameters<typeof benchJobs>[0] & { readonly pids: Pids };

const PARTS: Readonly<Record<string, (places: Places) => Promise<void>>> = {
  engine: benchEngine,
  nodes: benchNodes,
  stall: benchStall,
  compile: benchCompile,
  auth: benchAuth,
  http: ({ apiUrl }) => benchHttp(apiUrl),
  edits: ({ apiUrl }) => benchEdits(apiUrl),
  runs: benchRuns,
  jobs: benchJobs,
  costs: benchCosts,
  // The last: what it leaves behind would slow the others down.
  store: benchStore,
};

/**
 * Prints every measurement beside its floor, taken in the same run; of all parts, or of those that are named.
 * Called by scripts/bench.mjs.
 */
export async function bench(places: Places, only: readonly string[]): Promise<void> {
  const unknown = only.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Error(
      `There is no part ${unknown.join(', ')}; choose of ${Object.keys(PARTS).join(', ')}`,
    );
  for (const [name, part] of Object.entries(PARTS))
    if (only.length === 0 || only.includes(name)) await part(places);
}
