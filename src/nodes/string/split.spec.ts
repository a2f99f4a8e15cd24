import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('string_split', () => {
  it.each([
    ['a,b,,', ',', ['a', 'b', '', '']],
    ['a😀', '', ['', 'a', '😀', '']],
    ['', ',', ['']],
    ['abc', ',', ['abc']],
    ['', '', ['', '']],
  ])('%j at %j', async (string, separator, expected) => {
    expect((await runNode('string_split', { string, separator }, 'substrings')).result).toEqual(
      expected,
    );
  });
  it.each(['', 'x'])('fails at %j for more parts than a list may have', async (separator) => {
    expect(
      (await runNode('string_split', { string: 'x'.repeat(1_100_000), separator }, 'substrings'))
        .error,
    ).toContain('parts');
  });
});
