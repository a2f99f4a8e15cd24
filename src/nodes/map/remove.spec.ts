import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('map_remove', () => {
  it.each<[Value, string, string, Value, boolean]>([
    [{ a: 1, b: 2, c: 3 }, 'a', '{"c":3,"b":2}', 1, true],
    [{ a: 1, b: null }, 'b', '{"a":1}', null, true],
    [{ a: 1 }, 'x', '{"a":1}', null, false],
    [{ a: 1 }, '__proto__', '{"a":1}', null, false],
    [JSON.parse('{"__proto__":7,"a":1}') as Value, '__proto__', '{"a":1}', 7, true],
    ['text', 'length', '{}', null, false],
  ])('of %j without %j leaves %s', async (map_in, key, expected, value, present) => {
    const inputs = { map_in, key };
    const { result } = await runNode('map_remove', inputs, 'map_out');
    expect(JSON.stringify(result)).toBe(expected);
    expect((await runNode('map_remove', inputs, 'value')).result).toEqual(value);
    expect((await runNode('map_remove', inputs, 'was_present')).result).toBe(present);
  });
});
