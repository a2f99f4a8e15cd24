import { describe, expect, it } from '@jest/globals';
import { weaknessOf } from './password-rules.js';

const email = 'Somebody.Real@example.com';

describe('weaknessOf', () => {
  it.each([
    'correct horse battery',
    'ünïcödé-10',
    '🙂🙃🙂🙃🙂🙂🙃🙃🙂🙂',
    ' leading and trailing ',
    'x'.repeat(64) + 'y',
  ])('has nothing against %j', (password) => {
    expect(weaknessOf(password, email)).toBeUndefined();
  });

  it.each([
    ['nine char', 'must have 10 to 128 characters'],
    ['🙂🙃🙂🙃🙂🙃🙂', 'must have 10 to 128 characters'],
    ['ab'.repeat(64) + 'c', 'must have 10 to 128 characters'],
    ['somebody.real@EXAMPLE.com', 'must not be the e-mail address'],
    ['Somebody.Real', 'must not be the e-mail address'],
    ['Password123', 'is one of the commonest passwords'],
    ['qwertyuiop', 'is one of the commonest passwords'],
    ['aaaaaaaaaaaa', 'must not be one short piece again and again'],
    ['abcabcabcabc', 'must not be one short piece again and again'],
  ])('says of %j that it %s', (password, weakness) => {
    expect(weaknessOf(password, email)).toBe(weakness);
  });
});
