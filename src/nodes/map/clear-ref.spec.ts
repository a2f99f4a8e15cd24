import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runOnVariable } from '../testing.js';

describe('map_clear_ref', () => {
  it.each<[Value, Value]>([
    [{ a: 1 }, {}],
    [{}, {}],
    [null, null],
  ])('makes of %j %j', async (held, expected) => {
    const { result, status } = await runOnVariable('map_clear_ref', held);
    expect(status).toBe('completed');
    expect(result).toEqual(expected);
  });

  it('fails on another kind, and leaves it', async () => {
    const { error, result } = await runOnVariable('map_clear_ref', [1]);
    expect(error).toContain('Variable is not a map');
    expect(result).toEqual([1]);
  });
});
