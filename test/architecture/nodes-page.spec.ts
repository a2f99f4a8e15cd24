import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { nodesPage } from '../../src/catalog/nodes-page.js';
import { defineNode, pin } from '../../src/engine/index.js';
import { allNodes } from '../../src/nodes/index.js';

it('docs/nodes.md tells of the node types as they are; `npm run docs:nodes` writes it', () => {
  expect(readFileSync('docs/nodes.md', 'utf8')).toBe(nodesPage(allNodes));
});

it('a node type is told in a few lines, in which signs mean themselves', () => {
  const type = defineNode({
    name: 'int_times',
    title: '*',
    doc: 'Calculates a*b of <one> `pair`.',
    category: 'Math',
    inputs: {
      exec_in: pin.exec('In', '.'),
      text: pin.array(pin.string('T', '.', { default: 'x'.repeat(70) })),
      factor: pin.list(pin.float('F', '.', { default: pin.wholeFloat(1) }), 2),
    },
    outputs: {},
    bind: () => () => undefined,
  });
  expect(nodesPage([type])).toContain(
    `
## Math

- \`int_times\` **\\***. Calculates a\\*b of \\<one\\> \\\`pair\\\`.
  - in \`▸exec_in\`, \`text: String[] = "${'x'.repeat(59)}…\`, \`factor: Float = 1.0\`, \`factor: Float = 1.0\`
`,
  );
});
