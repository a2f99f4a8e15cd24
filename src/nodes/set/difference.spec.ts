import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('difference', () => {
  it.each<[Value, Value, Value]>([
    [[1, 2, 3], [2], [1, 3]],
    [[1, 1], [], [1]],
    [[1], [new Float(1)], [1]],
    [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], []],
    [[], [1], []],
  ])('of %p and %p is %p', async (set_in_1, set_in_2, expected) => {
    const { result } = await runNode('difference', { set_in_1, set_in_2 }, 'set_out');
    expect(result).toEqual(expected);
  });

  it('fails on what is no set', async () => {
    const { error } = await runNode('difference', { set_in_1: [1], set_in_2: 1 }, 'set_out');
    expect(error).toContain("Pin 'set_in_2' holds an integer, expected an array");
  });
});
