import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('array_get', () => {
  it.each<[Value, number, Value, boolean]>([
    [['a', 'b'], 1, 'b', true],
    [['a', null], 1, null, true],
    [['a'], 1, null, false],
    [['a'], -1, null, false],
    [[], 0, null, false],
    ['abc', 0, null, false],
    [{ 0: 'a' }, 0, null, false],
    [['a'], Number.MAX_SAFE_INTEGER, null, false],
  ])('of %j at %p is %j', async (array_in, index, element, success) => {
    const inputs = { array_in, index };
    expect((await runNode('array_get', inputs, 'element')).result).toEqual(element);
    expect((await runNode('array_get', inputs, 'success')).result).toBe(success);
  });

  it.each([new Float(0), '0', null])('fails at %p', async (index) => {
    const { error } = await runNode('array_get', { array_in: [1], index }, 'element');
    expect(error).toContain("Pin 'index' holds");
  });
});
