import { describe, expect, it } from '@jest/globals';
import { SignInCookie } from './sign-in-cookie.js';

const state = 'abcdefghijklmnopqrstuvwxyz';

describe('SignInCookie', () => {
  it('is bound to the host and to https where users come by https', () => {
    expect(new SignInCookie('https://api.example').set(state, 'secret', 600)).toBe(
      '__Host-sign-in-abcdefghijkl=secret; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('does without https on one’s own machine', () => {
    expect(new SignInCookie('http://localhost:8080').clear(state)).toBe(
      'sign-in-abcdefghijkl=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    );
  });

  it('finds its secret among other cookies', () => {
    const cookie = new SignInCookie('http://localhost:8080');
    const header = 'a=1; xsign-in-abcdefghijkl=no; sign-in-abcdefghijkl=se=cret; b=2';
    expect(cookie.read(header, state)).toBe('se=cret');
    expect(cookie.read(header, 'another state')).toBeUndefined();
    expect(cookie.read(undefined, state)).toBeUndefined();
  });
});
