import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('set_pop', () => {
  it.each<[Value, Value]>([
    [['a', 'b'], ['b']],
    [['a', 'a'], []],
  ])('leaves of %j %j', async (set_in, expected) => {
    expect((await runNode('set_pop', { set_in }, 'set_out')).result).toEqual(expected);
  });

  it('fails on an empty set', async () => {
    expect((await runNode('set_pop', { set_in: [] }, 'set_out')).error).toContain('Set is empty');
  });
});
