import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe.each<[string, string, [Value, Value, Value][]]>([
  [
    'float_add',
    'sum',
    [
      [1.5, 2.25, 3.75],
      [1, 2, new Float(3)],
      [0.1, 0.2, 0.30000000000000004],
      [new Float(1.7e308), new Float(1.7e308), null],
    ],
  ],
  [
    'float_subtract',
    'difference',
    [
      [1.5, 2, -0.5],
      [new Float(-0), 0, new Float(-0)],
      [new Float(-1.7e308), new Float(1.7e308), null],
    ],
  ],
  [
    'float_multiply',
    'product',
    [
      [1.5, 2, new Float(3)],
      [new Float(1e300), new Float(1e300), null],
      [5e-324, 0.1, new Float(0)],
    ],
  ],
  [
    'float_min',
    'minimum',
    [
      [1.5, -2, new Float(-2)],
      [1, 1, new Float(1)],
    ],
  ],
  [
    'float_max',
    'maximum',
    [
      [1.5, -2, 1.5],
      [-5e-324, 0, new Float(0)],
    ],
  ],
])('%s', (type, output, table) => {
  it.each(table)('of %p and %p is %p', async (float1, float2, expected) => {
    expect((await runNode(type, { float1, float2 }, output)).result).toEqual(expected);
  });

  it.each<[Value]>([['1'], [null], [true], [2n ** 60n]])('fails on %p', async (float2) => {
    const { error } = await runNode(type, { float1: 1, float2 }, output);
    expect(error).toContain("Pin 'float2' holds");
  });
});
