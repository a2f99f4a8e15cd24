import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('map_set', () => {
  it.each<[Value, string, string, boolean]>([
    [{ a: 1, b: 2 }, 'a', '{"a":"new","b":2}', true],
    [{ a: 1 }, 'b', '{"a":1,"b":"new"}', false],
    [{}, '', '{"":"new"}', false],
    [{ a: 1 }, '__proto__', '{"a":1,"__proto__":"new"}', false],
    [JSON.parse('{"__proto__":1}') as Value, 'a', '{"__proto__":1,"a":"new"}', false],
    [{}, 'constructor', '{"constructor":"new"}', false],
    [['x'], 'a', '{"a":"new"}', false],
    [null, 'a', '{"a":"new"}', false],
  ])('of %j at %j makes %s', async (map_in, key, expected, replaced) => {
    const inputs = { map_in, key, value: 'new' };
    const { result } = await runNode('map_set', inputs, 'map_out');
    expect(JSON.stringify(result)).toBe(expected);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect((await runNode('map_set', inputs, 'replaced')).result).toBe(replaced);
  });
});
