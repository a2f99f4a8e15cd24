import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const replace = (string: string, pattern: string, replacement: string, is_regex: boolean) =>
  runNode('string_replace', { string, pattern, replacement, is_regex }, 'new_string');

describe('string_replace', () => {
  it.each<[string, string, string, boolean, string]>([
    ['aXbX', 'X', '$1', false, 'a$1b$1'],
    ['a😀', '', '-', false, '-a-😀-'],
    ['2024-05', '(\\d+)-(?P<m>\\d+)', '${m}/$1 $$ $9', true, '05/2024 $ '],
    ['abc', 'b*', '-', true, '-a-c-'],
  ])('%j: %j by %j', async (string, pattern, by, isRegex, expected) => {
    expect((await replace(string, pattern, by, isRegex)).result).toBe(expected);
  });
  it('takes a pattern that others choke on', async () => {
    expect((await replace('a'.repeat(5000), '(a+)+$|b', 'x', true)).result).toBe('x');
  });
  it.each(['(', '(?=a)', '(a)\\1', 'a{1000}{1000}'])('refuses %j', async (pattern) => {
    expect((await replace('aa', pattern, '', true)).status).toBe('failed');
  });
  it('stops before it grows beyond measure', async () => {
    for (const isRegex of [true, false])
      expect((await replace('a'.repeat(20_000), 'a', 'b'.repeat(2000), isRegex)).error).toContain(
        'longer than',
      );
  });
});
