import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('string_join', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', '', 'b'], 'a, , b'],
  ])('of %j is %j', async (strings, expected) => {
    expect(
      (await runNode('string_join', { strings, separator: ', ' }, 'joined_string')).result,
    ).toBe(expected);
  });
  it('fails on an item that is no text, and before it grows beyond measure', async () => {
    expect(
      (await runNode('string_join', { strings: [1], separator: '' }, 'joined_string')).error,
    ).toContain('an integer');
    const strings = Array.from({ length: 20_000 }, () => 'x');
    expect(
      (await runNode('string_join', { strings, separator: 'y'.repeat(1000) }, 'joined_string'))
        .error,
    ).toContain('longer than');
  });
});
