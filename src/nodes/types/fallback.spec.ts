import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('utils_types_fallback', () => {
  it.each<[Record<string, Value>, Value, boolean]>([
    [{ value: 1, default: 2 }, 1, false],
    [{ value: false, default: 2 }, false, false],
    [{ value: '', default: 2 }, '', false],
    [{ value: null, default: 2 }, 2, true],
    [{ default: 2 }, 2, true],
    [{ value: null, default: null }, null, true],
    [{ value: 1 }, 1, false],
  ])('of %j is %j', async (inputs, expected, used) => {
    expect((await runNode('utils_types_fallback', inputs, 'result')).result).toBe(expected);
    expect((await runNode('utils_types_fallback', inputs, 'used_fallback')).result).toBe(used);
  });

  it('fails when it has neither', async () => {
    const { error } = await runNode('utils_types_fallback', { value: null }, 'result');
    expect(error).toContain("Pin 'default' has no value");
  });
});
