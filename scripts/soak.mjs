// `npm run soak -- --minutes 10`: a steady load on the product as it is shipped, and whether memory, handles,
// connections and keys stay flat (docs/durability.md).
import { compileHarness } from './harness.mjs';

const { load, place } = await compileHarness();
const { soak } = await load('soak.js');
process.exit((await soak(place, process.argv.slice(2))) ? 0 : 1);
