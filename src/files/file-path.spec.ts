import { describe, expect, it } from '@jest/globals';
import { readFilePath, readFolderPath } from './file-path.js';

describe('the path of a file', () => {
  it.each([
    ['a.txt', 'a.txt'],
    ['apps/me/upload/b/a.txt', 'upload/b/a.txt'],
    ['upload/b/a.txt', 'upload/b/a.txt'],
    ['u\u0308ber', '\u00fcber'],
    ['__proto__/…x', '__proto__/…x'],
    ['a'.repeat(255), 'a'.repeat(255)],
  ])('%j is %j', (text, path) => {
    expect(readFilePath(text, 'me')).toEqual({ path });
  });

  it.each([
    '',
    '/etc/passwd',
    'a//b',
    'a/',
    'a/../b',
    './a',
    '..',
    'a\\b',
    'a\0b',
    'a\nb',
    '\ud800',
    'apps/you/a.txt',
    'apps/me',
    'apps/me/',
    'apps/me/../you/a',
    'apps/me//a',
    'a'.repeat(256),
    'ä'.repeat(128),
    'a/'.repeat(512) + 'a',
  ])('is not %j', (text) => {
    expect(readFilePath(text, 'me')).toEqual({ fault: expect.stringMatching(/^must /) });
  });
});

describe('the path of a folder', () => {
  it.each([
    ['', ''],
    ['/', ''],
    ['apps/me', ''],
    ['apps/me/', ''],
    ['apps/me/a', 'a/'],
    ['a/b/', 'a/b/'],
  ])('%j is %j', (text, path) => {
    expect(readFolderPath(text, 'me')).toEqual({ path });
  });

  it.each(['//', '/a', 'a//', '..', 'apps/you', 'apps', 'apps/me/..'])('is not %j', (text) => {
    expect(readFolderPath(text, 'me')).toEqual({ fault: expect.stringMatching(/^must /) });
  });
});
