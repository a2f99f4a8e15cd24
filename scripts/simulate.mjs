// `npm run simulate`: prints how an installation grows from 10 to 100,000 jobs a second; `-- --write` puts the tables
// into docs/scaling.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileBench } from './compile-bench.mjs';

const { scalingPage, scalingTables } = await compileBench()('scaling.js');
const page = path.resolve(import.meta.dirname, '../docs/scaling.md');
if (process.argv.includes('--write')) writeFileSync(page, scalingPage(readFileSync(page, 'utf8')));
else console.log(scalingTables());
