import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('set_is_empty', () => {
  it.each([
    [[], true],
    [[null], false],
  ])('of %j is %p', async (set_in, expected) => {
    expect((await runNode('set_is_empty', { set_in }, 'is_empty')).result).toBe(expected);
  });

  it('fails on what is no set', async () => {
    const { error } = await runNode('set_is_empty', { set_in: {} }, 'is_empty');
    expect(error).toContain("Pin 'set_in' holds an object, expected an array");
  });
});
