import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const MOST = Number.MAX_SAFE_INTEGER;

describe.each<[string, string, [number, number, number][]]>([
  [
    'int_add',
    'sum',
    [
      [2, 3, 5],
      [MOST, -1, MOST - 1],
      [-2, 2, 0],
    ],
  ],
  [
    'int_subtract',
    'difference',
    [
      [2, 3, -1],
      [-MOST, -MOST, 0],
    ],
  ],
  [
    'int_multiply',
    'product',
    [
      [2, -3, -6],
      [0, -5, 0],
    ],
  ],
  ['int_min', 'minimum', [[2, -3, -3]]],
  ['int_max', 'maximum', [[2, -3, 2]]],
])('%s', (type, output, table) => {
  it.each(table)('of %p and %p is %p', async (integer1, integer2, expected) => {
    expect((await runNode(type, { integer1, integer2 }, output)).result).toBe(expected);
  });

  it.each<[Value]>([[new Float(1)], ['1'], [1.5], [null], [2n ** 53n]])(
    'fails on %p',
    async (integer2) => {
      const { error } = await runNode(type, { integer1: 1, integer2 }, output);
      expect(error).toContain("Pin 'integer2' holds");
    },
  );
});

it.each([
  ['int_add', 'sum', MOST, 1],
  ['int_subtract', 'difference', -MOST, 1],
  ['int_multiply', 'product', 2 ** 30, 2 ** 30],
])('%s fails beyond 2^53', async (type, output, integer1, integer2) => {
  const { error } = await runNode(type, { integer1, integer2 }, output);
  expect(error).toContain('is not an integer within ±2^53');
});
