import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('array_push', () => {
  it('adds one item, whatever it is', async () => {
    const inputs = { array_in: [1], value: [2, null] };
    expect((await runNode('array_push', inputs, 'array_out')).result).toEqual([1, [2, null]]);
  });

  it.each([null, 'a', { a: 1 }])('fails on %j', async (array_in) => {
    const { error } = await runNode('array_push', { array_in, value: 1 }, 'array_out');
    expect(error).toContain("Pin 'array_in' holds");
  });
});
