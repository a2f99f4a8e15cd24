import { describe, expect, it } from '@jest/globals';
import { byteRangeOf } from './byte-range.js';

describe('byteRangeOf', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=2-', 2, 9],
    ['bytes=2-5', 2, 5],
    ['bytes=2-99', 2, 9],
    ['bytes=-3', 7, 9],
    ['bytes=-99', 0, 9],
  ])('%s of 10 bytes is from %i to %i', (header, first, last) => {
    expect(byteRangeOf(header, 10)).toEqual({ first, last });
  });

  it.each([
    undefined,
    '',
    'bytes=-',
    'bytes=9-1',
    'bytes=10-',
    'bytes=-0',
    'bytes=0-1,3-4',
    'lines=0-1',
  ])('%s asks for nothing less than all', (header) => {
    expect(byteRangeOf(header, 10)).toBeUndefined();
  });

  it('finds no part in nothing', () => {
    expect(byteRangeOf('bytes=0-', 0)).toBeUndefined();
  });
});
