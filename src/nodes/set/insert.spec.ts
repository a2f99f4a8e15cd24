import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value, Value, boolean]>([
  [[1], 2, [1, 2], false],
  [[1, 2], 1, [1, 2], true],
  [[1], new Float(1), [1, new Float(1)], false],
  [[[1], [1]], [1], [[1]], true],
  [[], null, [null], false],
])('insert: %p with %p is %p', async (set_in, value, expected, existed) => {
  const inputs = { set_in, value };
  expect((await runNode('insert', inputs, 'set_out')).result).toEqual(expected);
  expect((await runNode('insert', inputs, 'existed_before')).result).toBe(existed);
});
