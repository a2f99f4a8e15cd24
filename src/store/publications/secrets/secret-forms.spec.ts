import { describe, expect, it } from '@jest/globals';
import { looksRandom, secretForm } from './secret-forms.js';

// Put together here, so that nobody takes them for real ones.
const letters = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fG';

describe('a secret is known by its form', () => {
  it.each([
    [`-----BEGIN RSA ${'PRIVATE'} KEY-----`, 'a private key'],
    [`flk_app.key.${letters}`, 'the key of an app'],
    [`see pat_abcdefgh.${letters}!`, 'a personal access token'],
    [`eyJ${letters}.eyJ${letters}.${letters}`, 'a JSON web token'],
    [`${'AKIA'}IOSFODNN7EXAMPLE`, 'an access key of AWS'],
    [`${'ghp_'}${letters}`, 'a token of GitHub'],
    [`${'sk'}_live_${letters}`, 'a key of Stripe'],
    [`postgres://me:${'hunter2'}@db.example.com/x`, 'an address with a password'],
    [`Bearer ${letters}`, 'an authorization'],
  ])('%s', (text, kind) => {
    expect(secretForm(text)).toBe(kind);
  });

  it.each(['', 'Basic internationalization of words', 'https://example.com:8080/a', 'task-sk-1'])(
    'and “%s” is none',
    (text) => {
      expect(secretForm(text)).toBeUndefined();
    },
  );
});

describe('a value that was drawn by lot', () => {
  it.each([letters, `key=${letters}`, '9f86d081884c7d659a2feaa0c55ad015', `${letters}/+==`])(
    'is %s',
    (text) => {
      expect(looksRandom(text)).toBe(true);
    },
  );

  it.each([
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    'a_rather_long_name_of_something_that_people_wrote',
    `data:image/png;base64,${letters}${letters}`,
    '11111111111111111111111111111111',
  ])('is not %s', (text) => {
    expect(looksRandom(text)).toBe(false);
  });
});
