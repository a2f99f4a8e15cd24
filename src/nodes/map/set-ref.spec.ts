import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { repeatOnVariable, runOnVariable } from '../testing.js';

describe('map_set_ref', () => {
  it.each<[Value, string, string]>([
    [{ a: 1 }, 'b', '{"a":1,"b":2}'],
    [{ a: 1 }, 'a', '{"a":2}'],
    [null, '__proto__', '{"__proto__":2}'],
    [{}, '__proto__', '{"__proto__":2}'],
  ])('makes of %j at %j %s', async (held, key, expected) => {
    const { result } = await runOnVariable('map_set_ref', held, { key, value: 2 });
    expect(JSON.stringify(result)).toBe(expected);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  it('again and again changes one map', async () => {
    const held = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, 1]));
    const { result } = await repeatOnVariable('map_set_ref', held, { key: 'k', value: 2 }, 2000);
    expect(result).toEqual({ ...held, k: 2 });
  });

  it.each<[Value]>([[[]], ['text']])('fails on %j, and leaves it', async (held) => {
    const { error, result } = await runOnVariable('map_set_ref', held, { key: 'a', value: 1 });
    expect(error).toContain('Variable is not a map');
    expect(result).toEqual(held);
  });
});
