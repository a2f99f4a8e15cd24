// `npm run docs:chart`: writes the table of values in charts/flow-like/README.md from the comments of values.yaml.
// Ends with 1 when a value has no comment, or a comment no value.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const generator = path.join(
  path.dirname(require.resolve('@bitnami/readme-generator-for-helm/package.json')),
  'bin/index.js',
);
const chart = path.resolve(import.meta.dirname, '../charts/flow-like');
const readme = process.argv[2] ?? path.join(chart, 'README.md');
const run = spawnSync(
  process.execPath,
  [generator, '--values', path.join(chart, 'values.yaml'), '--readme', readme],
  { encoding: 'utf8' },
);
if (run.status !== 0) {
  const faults = `${run.stdout}${run.stderr}`
    .split('\n')
    .filter((line) => line.startsWith('ERROR'));
  console.error(faults.join('\n'));
  process.exit(1);
}
