import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const chunk = (
  text: string,
  capacity: number,
  overlap = 0,
  rest: Readonly<Record<string, Value>> = {},
) => runNode('chunk_text_char', { text, capacity, overlap, ...rest }, 'chunks');

describe('chunk_text_char', () => {
  it.each<[string, number, number, string[]]>([
    ['', 5, 0, []],
    ['  \n ', 5, 0, []],
    ['short', 5, 0, ['short']],
    ['one two three', 8, 0, ['one two', 'three']],
    ['abcdefgh', 3, 0, ['abc', 'def', 'gh']],
    ['abcdefgh', 4, 2, ['abcd', 'cdef', 'efgh']],
    ['one two three four', 9, 4, ['one two', 'two three', 'four']],
    ['First one. Second.\n\nThird is here.', 20, 0, ['First one. Second.', 'Third is here.']],
    ['A b. C d. E f', 10, 0, ['A b. C d.', 'E f']],
    ['a\n# B\nc\nd', 8, 0, ['a', '# B\nc\nd']],
    ['😀😀😀', 2, 0, ['😀😀', '😀']],
  ])('%j by %i, sharing %i', async (text, capacity, overlap, expected) => {
    expect((await chunk(text, capacity, overlap)).result).toEqual(expected);
  });

  it('cuts before headings in Markdown only', async () => {
    const text = 'a\n# B\nc\nd';
    expect((await chunk(text, 8, 0, { markdown: false })).result).toEqual(['a\n# B\nc', 'd']);
  });

  it.each([
    ['x', 5, 5, 'less than capacity'],
    ['x', 0, 0, 'less than capacity'],
    ['x', 5, -1, '0 or more'],
    ['x'.repeat(4_000_001), 512, 0, 'longer than 4000000'],
    ['x'.repeat(2_000_000), 512, 511, 'too close to capacity'],
  ])('%.5s by %i, sharing %i fails', async (text, capacity, overlap, error) => {
    expect((await chunk(text, capacity, overlap)).error).toContain(error);
  });
});
