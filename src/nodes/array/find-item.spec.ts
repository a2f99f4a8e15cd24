import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value, number]>([
  [['a', 'b', 'b'], 'b', 1],
  [[1, new Float(1)], new Float(1), 1],
  [[{ a: 1, b: [2] }, { b: [2] }], { b: [2] }, 1],
  [[{ a: 1, b: 2 }], { b: 2, a: 1 }, 0],
  [[null], null, 0],
  [[2n ** 60n], 2n ** 60n, 0],
  [['\ud800'], '\udc00', -1],
  [[], [], -1],
  ['abc', 'b', -1],
  [{ 0: 'a' }, 'a', -1],
])('array_find_item in %p for %p: %p', async (array_in, item, expected) => {
  const inputs = { array_in, item };
  expect((await runNode('array_find_item', inputs, 'index')).result).toBe(expected);
  expect((await runNode('array_find_item', inputs, 'found')).result).toBe(expected >= 0);
});
