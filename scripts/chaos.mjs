// `npm run chaos`: starts the product as it is shipped on a Postgres and a Redis of its own, drives jobs through
// it, breaks one thing at a time and prints what became of the jobs (docs/durability.md).
import { compileHarness } from './harness.mjs';

const { load, place } = await compileHarness();
const { chaos } = await load('main.js');
process.exit((await chaos(place, process.argv.slice(2))) ? 0 : 1);
