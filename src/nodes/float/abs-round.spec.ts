import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe.each<[string, string, [Value, Value][]]>([
  [
    'float_abs',
    'absolute',
    [
      [-1.5, 1.5],
      [-3, new Float(3)],
      [new Float(-0), new Float(0)],
    ],
  ],
  [
    'float_round',
    'rounded',
    [
      [2.5, new Float(3)],
      [-2.5, new Float(-3)],
      [-2.4, new Float(-2)],
      [0.49999999999999994, new Float(0)],
      [-0.4, new Float(-0)],
      [new Float(1e300), new Float(1e300)],
    ],
  ],
])('%s', (type, output, table) => {
  it.each(table)('of %p is %p', async (float, expected) => {
    expect((await runNode(type, { float }, output)).result).toEqual(expected);
  });
});
