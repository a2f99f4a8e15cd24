import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, string[]]>([
  [{ b: 1, a: 2, '': 3 }, ['b', 'a', '']],
  [JSON.parse('{"x":1,"__proto__":2}') as Value, ['x', '__proto__']],
  [{}, []],
  [['a'], []],
  [null, []],
])('map_keys of %j are %j', async (map_in, expected) => {
  expect((await runNode('map_keys', { map_in }, 'keys')).result).toEqual(expected);
});
