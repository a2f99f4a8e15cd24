import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, Value]>([
  [{ b: 1, a: [2] }, [1, [2]]],
  [JSON.parse('{"__proto__":{"x":1}}') as Value, [{ x: 1 }]],
  [{}, []],
  ['text', []],
])('map_values of %j are %j', async (map_in, expected) => {
  expect((await runNode('map_values', { map_in }, 'values')).result).toEqual(expected);
});
