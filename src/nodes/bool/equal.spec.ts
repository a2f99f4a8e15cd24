import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('bool_equal', () => {
  it.each([
    [[true, true], true],
    [[false, false], true],
    [[true, false], false],
    [[false, false, true], false],
  ])('of %j is %p', async (boolean, expected) => {
    expect((await runNode('bool_equal', { boolean }, 'result')).result).toBe(expected);
  });

  it('fails on what is no boolean', async () => {
    const { error } = await runNode('bool_equal', { boolean: [true, null] }, 'result');
    expect(error).toContain("Pin 'boolean' holds null, expected true or false");
  });
});
