import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('equal_string', () => {
  it.each([
    [['a', 'a'], true],
    [['a', 'A'], false],
    [['', ''], true],
    [['a', 'a', 'b'], false],
    [['\u00e9', 'e\u0301'], false],
  ])('of %j is %p', async (string, expected) => {
    expect((await runNode('equal_string', { string }, 'equal')).result).toBe(expected);
  });

  it('fails on anything but strings', async () => {
    const { error } = await runNode('equal_string', { string: ['1', 1] }, 'equal');
    expect(error).toContain("Pin 'string' holds an integer, expected a string");
  });
});
