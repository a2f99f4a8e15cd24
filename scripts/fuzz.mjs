// `npm run fuzz -- --minutes 10 --seed 7`: hostile requests to every operation of the OpenAPI document, at every place
// of it, until the time is over (docs/bad-input.md). The tests do one round of the same with a fixed seed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});
for (const [name, value] of Object.entries(values))
  if (!/^\d+(\.\d+)?$/.test(value)) throw new Error(`--${name} must be a number, not ${value}`);

await build();
console.info(`Seed ${values.seed}, ${values.minutes} minutes`);
const root = path.resolve(import.meta.dirname, '..');
const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const { status } = spawnSync(
  process.execPath,
  [...options, 'node_modules/jest/bin/jest.js', '--selectProjects', 'e2e', '--testPathPatterns', 'fuzz-requests'], // prettier-ignore
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FUZZ_SEED: values.seed, FUZZ_MINUTES: values.minutes },
  },
);
process.exit(status ?? 1);
