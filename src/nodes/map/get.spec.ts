import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const odd = JSON.parse('{"__proto__":{"x":1},"":2}') as Value;

describe('map_get', () => {
  it.each<[Value, string, Value, boolean]>([
    [{ a: 1 }, 'a', 1, true],
    [{ a: null }, 'a', null, true],
    [{ a: 1 }, 'A', null, false],
    [{}, '__proto__', null, false],
    [{}, 'constructor', null, false],
    [odd, '__proto__', { x: 1 }, true],
    [odd, '', 2, true],
    [['a'], '0', null, false],
    ['text', 'length', null, false],
    [null, 'a', null, false],
  ])('of %j at %j is %j', async (map_in, key, value, found) => {
    const inputs = { map_in, key };
    expect((await runNode('map_get', inputs, 'value')).result).toEqual(value);
    expect((await runNode('map_get', inputs, 'found')).result).toBe(found);
  });

  it('fails on a key that is no string', async () => {
    const { error } = await runNode('map_get', { map_in: {}, key: 1 }, 'value');
    expect(error).toContain("Pin 'key' holds an integer, expected a string");
  });
});
