// `npm run docs:nodes`: writes docs/nodes.md from the node types. A test fails while it is out of date.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';

await build();
const { nodesPage } = await import('../dist/catalog/nodes-page.js');
const { allNodes } = await import('../dist/nodes/index.js');
writeFileSync(path.resolve(import.meta.dirname, '../docs/nodes.md'), nodesPage(allNodes));
