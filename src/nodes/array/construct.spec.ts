import { describe, expect, it } from '@jest/globals';
import { board, run, runNode } from '../testing.js';

describe('construct_array', () => {
  it('lists the values of all its pins in their order', async () => {
    const element = [1, null, ['x'], 'added'];
    expect((await runNode('construct_array', { element }, 'array_out')).result).toEqual(element);
  });

  it('fails when one has none', async () => {
    const { error } = await runNode('construct_array', { element: [1] }, 'array_out');
    expect(error).toContain("Pin 'element' has no value");
  });

  it('may have no pins at all', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('node', 'construct_array')
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'end.exec_in')
      .wire('node.array_out', 'end.response');
    const json = built.json() as { nodes: Record<string, { pins: Record<string, unknown> }> };
    delete json.nodes['node']!.pins['node.element'];
    delete json.nodes['node']!.pins['node.element#2'];
    expect((await run(built)).result).toEqual([]);
  });
});
