import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runOnVariable } from '../testing.js';

describe('array_clear_ref', () => {
  it.each<[Value, Value]>([
    [[1, 2], []],
    [[], []],
    [null, null],
  ])('makes of %j %j', async (held, expected) => {
    const { result, status } = await runOnVariable('array_clear_ref', held);
    expect(status).toBe('completed');
    expect(result).toEqual(expected);
  });

  it('fails on another kind, and leaves it', async () => {
    const { error, result } = await runOnVariable('array_clear_ref', { a: 1 });
    expect(error).toContain('Variable is not an array');
    expect(result).toEqual({ a: 1 });
  });
});
