import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('string_contains', () => {
  it.each([
    ['abc', 'b', true],
    ['abc', 'B', false],
    ['', '', true],
    [5, '', false],
  ])('%p, %p: %p', async (string, substring, expected) => {
    expect((await runNode('string_contains', { string, substring }, 'contains')).result).toBe(
      expected,
    );
  });
});
