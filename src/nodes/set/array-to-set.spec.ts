import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const odd = JSON.parse('[{"__proto__":1},{"__proto__":2},{"__proto__":1},{}]') as Value;

describe('array_to_set', () => {
  it.each<[Value, number]>([
    [['b', 'a', 'b'], 2],
    [[1, new Float(1), 1], 2],
    [[new Float(0), new Float(-0)], 1],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      1,
    ],
    [[null, false, 0, '', [], {}], 6],
    [[2n ** 60n, 2n ** 60n, 2n ** 60n + 1n], 2],
    [['\ud800', '\udc00', '\ud800\udc00'], 3],
    [odd, 3],
    [[], 0],
  ])('of %p has %p items', async (array_in, size) => {
    expect((await runNode('array_to_set', { array_in }, 'set_out')).result).toHaveLength(size);
  });

  it('keeps the first of equal items', async () => {
    const { result } = await runNode('array_to_set', { array_in: ['b', 'a', 'b'] }, 'set_out');
    expect(result).toEqual(['b', 'a']);
  });

  it('fails on what is no array', async () => {
    const { error } = await runNode('array_to_set', { array_in: 'ab' }, 'set_out');
    expect(error).toContain("Pin 'array_in' holds a string, expected an array");
  });
});
