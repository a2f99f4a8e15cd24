import { describe, expect, it } from '@jest/globals';
import { newTokenKeys } from '../../scripts/keys.mjs';
import { readTokenKeys } from '../config/token-keys.js';
import { SignedTexts } from './signed-text.js';

const [older] = readTokenKeys(newTokenKeys());
const [newer] = readTokenKeys(newTokenKeys());
const texts = new SignedTexts([older!], 'test');

describe('a signed text', () => {
  it('is read again, and fits in a URL', () => {
    const signed = texts.sign('ada/png ü', 60);
    expect(signed).toMatch(/^[\w.-]+$/);
    expect(texts.read(signed)).toBe('ada/png ü');
  });

  it('is believed after the key has changed, as long as the old one is kept', () => {
    const signed = texts.sign('ada', 60);
    expect(new SignedTexts([newer!, older!], 'test').read(signed)).toBe('ada');
    expect(new SignedTexts([newer!], 'test').read(signed)).toBeUndefined();
  });

  it('is no good for another purpose', () => {
    expect(new SignedTexts([older!], 'else').read(texts.sign('ada', 60))).toBeUndefined();
  });

  it('expires', () => {
    expect(texts.read(texts.sign('ada', 0))).toBeUndefined();
  });

  it('can not be changed in any character', () => {
    const signed = texts.sign('ada', 60);
    // But the last one: two of its six bits mean nothing in base64url.
    for (let at = 0; at < signed.length - 1; at++) {
      const other = signed[at] === 'A' ? 'B' : 'A';
      expect(texts.read(signed.slice(0, at) + other + signed.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', '..', 'a.1.b', 'a'.repeat(10_000), `YWRh.99999999999.${'A'.repeat(43)}`])(
    'is not %j',
    (text) => {
      expect(texts.read(text)).toBeUndefined();
    },
  );
});
