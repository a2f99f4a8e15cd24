import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('set_get_size', () => {
  it.each<[Value, number]>([
    [[], 0],
    [['a', 'b'], 2],
    [['a', 'a'], 1],
    [[1, new Float(1)], 2],
  ])('of %p is %p', async (set_in, expected) => {
    expect((await runNode('set_get_size', { set_in }, 'size')).result).toBe(expected);
  });

  it.each<[Value]>([[null], ['ab'], [{}]])('fails on %j', async (set_in) => {
    const { error } = await runNode('set_get_size', { set_in }, 'size');
    expect(error).toContain("Pin 'set_in' holds");
  });
});
