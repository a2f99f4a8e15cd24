import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value, Value]>([
  [2, 10, new Float(1024)],
  [2, -1, 0.5],
  [0, 0, new Float(1)],
  [-8, 1 / 3, null],
  [0, -1, null],
  [new Float(1e300), 2, null],
])('float_power: %p to the power of %p is %p', async (base, exponent, expected) => {
  expect((await runNode('float_power', { base, exponent }, 'power')).result).toEqual(expected);
});
