import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, string, boolean]>([
  [{ a: null }, 'a', true],
  [{ a: 1 }, 'b', false],
  [{}, 'toString', false],
  [JSON.parse('{"__proto__":1}') as Value, '__proto__', true],
  [['a'], '0', false],
  ['text', 'length', false],
])('map_has_key of %j, %j is %p', async (map_in, key, expected) => {
  expect((await runNode('map_has_key', { map_in, key }, 'has_key')).result).toBe(expected);
});
