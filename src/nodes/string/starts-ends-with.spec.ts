import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe.each([
  { type: 'string_starts_with', part: 'prefix', output: 'starts_with', right: 'ab' },
  { type: 'string_ends_with', part: 'suffix', output: 'ends_with', right: 'bc' },
])('$type', ({ type, part, output, right }) => {
  it.each([
    [right, true],
    ['', true],
    [right.toUpperCase(), false],
    ['abcd', false],
  ])('%p: %p', async (text, expected) => {
    expect((await runNode(type, { string: 'abc', [part]: text }, output)).result).toBe(expected);
  });
});
