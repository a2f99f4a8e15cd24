import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('set_has', () => {
  it.each<[Value, Value, boolean]>([
    [['a'], 'a', true],
    [[1], new Float(1), false],
    [[{ a: [1], b: 2 }], { b: 2, a: [1] }, true],
    [[[1]], [[1]], false],
    [[], null, false],
  ])('of %p, %p is %p', async (set_in, value, expected) => {
    expect((await runNode('set_has', { set_in, value }, 'contains')).result).toBe(expected);
  });

  it('fails on what is no set', async () => {
    const { error } = await runNode('set_has', { set_in: 'ab', value: 'a' }, 'contains');
    expect(error).toContain("Pin 'set_in' holds a string, expected an array");
  });
});
