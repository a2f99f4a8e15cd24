import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const LARGE: [Value, Value][] = [
  [new Float(2 ** 53 - 1), 2 ** 53 - 1],
  [new Float(2 ** 53), 2n ** 53n],
  [new Float(1e18), 10n ** 18n],
  [new Float(1e300), 2n ** 63n - 1n],
  [new Float(-1e300), -(2n ** 63n)],
];

describe.each<[string, string, [Value, Value][]]>([
  [
    'float_ceil',
    'ceiling',
    [
      [1.1, 2],
      [-1.9, -1],
      [-0.5, 0],
      [3, 3],
    ],
  ],
  [
    'float_floor',
    'floor',
    [
      [1.9, 1],
      [-1.1, -2],
      [new Float(-0), 0],
    ],
  ],
])('%s gives integers', (type, output, table) => {
  it.each([...table, ...LARGE])('of %p: %p', async (float, expected) => {
    expect((await runNode(type, { float }, output)).result).toBe(expected);
  });
});
