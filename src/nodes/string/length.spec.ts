import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('string_length', () => {
  it.each([
    ['', 0],
    ['é', 2],
    ['€', 3],
    ['😀', 4],
    ['\ud800', 3],
  ])('of %j is %p bytes', async (string, expected) => {
    expect((await runNode('string_length', { string }, 'length')).result).toBe(expected);
  });
});
