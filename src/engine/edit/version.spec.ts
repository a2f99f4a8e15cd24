import { expect, it } from '@jest/globals';
import { bumpVersion } from './version.js';

it('raises one part and starts the smaller ones again', () => {
  expect(bumpVersion([1, 2, 3], 'Major')).toEqual([2, 0, 0]);
  expect(bumpVersion([1, 2, 3], 'Minor')).toEqual([1, 3, 0]);
  expect(bumpVersion([1, 2, 3], 'Patch')).toEqual([1, 2, 4]);
});
