import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('utils_types_select', () => {
  it.each<[Record<string, Value>, Value]>([
    [{ a: 1, b: 2 }, 1],
    [{ a: 1, b: 2, condition: true }, 1],
    [{ a: 1, b: [2], condition: false }, [2]],
    [{ b: null, condition: false }, null],
  ])('of %j is %j', async (inputs, expected) => {
    expect((await runNode('utils_types_select', inputs, 'result')).result).toEqual(expected);
  });

  it('fails when the chosen one has no value', async () => {
    const { error } = await runNode('utils_types_select', { b: 1 }, 'result');
    expect(error).toContain("Pin 'a' has no value");
  });

  it('fails on a condition that is none', async () => {
    const { error } = await runNode('utils_types_select', { a: 1, condition: 1 }, 'result');
    expect(error).toContain("Pin 'condition' holds an integer, expected true or false");
  });
});
