import { describe, expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, run, runNode } from '../testing.js';

describe('array_shuffle', () => {
  it.each([0, 0.5, 1 - 2 ** -53])('keeps all items when chance is %p', async (share) => {
    const host = Object.assign(new RecordingHost(), { random: () => share });
    const built = board()
      .node('start', 'events_simple')
      .node('node', 'array_shuffle', { array_in: [1, 2, 3, 3] })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'end.exec_in')
      .wire('node.array_out', 'end.response');
    const shuffled = (await run(built, { host })).result as number[];
    expect(shuffled.toSorted()).toEqual([1, 2, 3, 3]);
  });

  it('makes every order', async () => {
    const orders = new Set<string>();
    const host = new RecordingHost();
    const built = board()
      .node('start', 'events_simple')
      .node('node', 'array_shuffle', { array_in: [1, 2, 3] })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'end.exec_in')
      .wire('node.array_out', 'end.response');
    for (let times = 0; times < 100; times++)
      orders.add(String((await run(built, { host })).result));
    expect(orders.size).toBe(6);
  });

  it('leaves an empty array and fails on none', async () => {
    expect((await runNode('array_shuffle', { array_in: [] }, 'array_out')).result).toEqual([]);
    const { error } = await runNode('array_shuffle', { array_in: 'ab' }, 'array_out');
    expect(error).toContain("Pin 'array_in' holds a string, expected an array");
  });
});
