import { describe, expect, it } from '@jest/globals';
import { board, run, runNode } from '../testing.js';

describe('array_pop', () => {
  it('gives the last item and the others', async () => {
    const inputs = { array_in: [1, [2]] };
    expect((await runNode('array_pop', inputs, 'array_out')).result).toEqual([1]);
    expect((await runNode('array_pop', inputs, 'value')).result).toEqual([2]);
  });

  it('of an empty array fails, with an empty array put out', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('steps', 'control_sequence')
      .node('node', 'array_pop', { array_in: [] })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'steps.exec_in')
      .wire('steps.exec_out', 'node.exec_in')
      .wire('steps.exec_out#2', 'end.exec_in')
      .wire('node.array_out', 'end.response');
    const { error, result } = await run(built);
    expect(error).toContain('Array is empty');
    expect(result).toEqual([]);
  });
});
