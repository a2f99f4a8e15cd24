import { describe, expect, it } from '@jest/globals';
import { routePathOf } from './route-path.js';

describe('routePathOf', () => {
  it.each([
    ['', '/'],
    ['/', '/'],
    ['/dashboard', '/dashboard'],
    ['dashboard/', '/dashboard'],
    ['/a/b-c/d_e.f~g', '/a/b-c/d_e.f~g'],
    ['/u\u0308ber', '/\u00fcber'],
    [`/${'x'.repeat(199)}`, `/${'x'.repeat(199)}`],
  ])('reads %j as %j', (text, path) => {
    expect(routePathOf(text)).toBe(path);
  });

  it.each([
    '//',
    '//a',
    '/a//b',
    '/..',
    '/a/../b',
    '/.',
    '/a b',
    '/a?b',
    '/a#b',
    '/a%2f',
    '/a\\b',
    '/a\0',
    '/\ud800',
    `/${'x'.repeat(200)}`,
  ])('refuses %j', (text) => {
    expect(routePathOf(text)).toBeUndefined();
  });
});
