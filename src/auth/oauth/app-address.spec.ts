import { describe, expect, it } from '@jest/globals';
import { ForbiddenError, UnavailableError } from '../../common/errors.js';
import { refusedAddress, successAddress } from './app-address.js';

const app = { redirectUri: 'https://app.example/cb?tab=1', state: 'a b&c', codeChallenge: null };

describe('the address an app is told at', () => {
  it('keeps its own query and gives the state back', () => {
    expect(successAddress(app, 'x')).toBe('https://app.example/cb?tab=1&code=x&state=a+b%26c');
  });

  it('may be one of a native app', () => {
    const native = { ...app, redirectUri: 'com.example.app:/cb', state: null };
    expect(successAddress(native, 'x')).toBe('com.example.app:/cb?code=x');
  });

  it.each([
    [new ForbiddenError('no'), 'access_denied'],
    [new UnavailableError('later'), 'temporarily_unavailable'],
  ])('says why there is no code: %s', (error, code) => {
    const { searchParams } = new URL(refusedAddress(app, error));
    expect(Object.fromEntries(searchParams)).toEqual({
      tab: '1',
      error: code,
      error_description: error.message,
      state: 'a b&c',
    });
  });
});
