import { describe, expect, it } from '@jest/globals';
import { messages, runNode } from '../testing.js';

const removed = (index: number) =>
  runNode('array_remove_index', { array_in: ['a', 'b', 'c'], index }, 'array_out');

describe('array_remove_index', () => {
  it.each([
    [0, ['b', 'c']],
    [2, ['a', 'b']],
  ])('at %p leaves %j', async (index, expected) => {
    expect((await removed(index)).result).toEqual(expected);
  });

  it('fails beyond the end, with a warning', async () => {
    const result = await removed(3);
    expect(result.error).toContain('Index out of bounds');
    expect(messages(result, 'Warn')).toEqual(['There is no index 3 in an array of 3 items']);
  });

  it('fails before the beginning', async () => {
    expect((await removed(-1)).error).toContain("Pin 'index' holds -1, expected 0 or more");
  });
});
