import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe.each<[string, string, boolean, boolean, boolean]>([
  ['float_greater_than', 'is_greater', false, false, true],
  ['float_greater_than_or_equal', 'is_greater_or_equal', false, true, true],
  ['float_less_than', 'is_less', true, false, false],
  ['float_less_than_or_equal', 'is_less_or_equal', true, true, false],
])('%s', (type, output, below, same, above) => {
  it.each<[Value, Value, boolean]>([
    [1, 1.0000000000000002, below],
    [new Float(2), 2, same],
    [new Float(0), new Float(-0), same],
    [new Float(1e300), -1.5, above],
  ])('of %p and %p', async (float1, float2, expected) => {
    expect((await runNode(type, { float1, float2 }, output)).result).toBe(expected);
  });
});
