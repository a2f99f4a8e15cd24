import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runOnVariable } from '../testing.js';

describe('map_remove_ref', () => {
  it.each<[Value, string, string, Value, boolean]>([
    [{ a: 1, b: 2, c: 3 }, 'a', '{"c":3,"b":2}', 1, true],
    [{ a: null }, 'a', '{}', null, true],
    [{ a: 1 }, 'constructor', '{"a":1}', null, false],
    [null, 'a', 'null', null, false],
  ])('of %j without %j leaves %s', async (held, key, expected, value, present) => {
    const removed = (output?: string) => runOnVariable('map_remove_ref', held, { key }, output);
    expect(JSON.stringify((await removed()).result)).toBe(expected);
    expect((await removed('value')).result).toEqual(value);
    expect((await removed('was_present')).result).toBe(present);
  });

  it('fails on another kind, and leaves it', async () => {
    const { error, result } = await runOnVariable('map_remove_ref', [1], { key: 'a' });
    expect(error).toContain('Variable is not a map');
    expect(result).toEqual([1]);
  });
});
