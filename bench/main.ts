import { benchAuth } from './auth.js';
import { benchCompile } from './compile.js';
import { benchEdits } from './edits.js';
import { benchEngine } from './engine.js';
import { benchHttp } from './http.js';
import { benchJobs } from './jobs.js';
import { benchNodes } from './nodes.js';
import { benchStall } from './stall.js';

/** Prints every measurement beside its floor, taken in the same run. Called by scripts/bench.mjs. */
export async function bench(places: Parameters<typeof benchJobs>[0]): Promise<void> {
  await benchEngine();
  await benchNodes();
  await benchStall();
  await benchCompile();
  await benchAuth();
  await benchHttp(places.apiUrl);
  await benchEdits(places.apiUrl);
  await benchJobs(places);
}
