import { expect, it } from '@jest/globals';
import { sortedKeys } from './sorted-keys.js';

it.each([
  [
    ['b', 'a', 'B', ''],
    ['', 'B', 'a', 'b'],
  ],
  [
    ['10', '9', '1'],
    ['1', '10', '9'],
  ],
  [
    ['\u{10000}b', '\u{10000}', '\uffff', '\ud7ff', '\u{10000}a'],
    ['\ud7ff', '\uffff', '\u{10000}', '\u{10000}a', '\u{10000}b'],
  ],
])('the keys %j in the order of their code points', (keys, expected) => {
  expect(sortedKeys(Object.fromEntries(keys.map((key) => [key, 1])))).toEqual(expected);
});
