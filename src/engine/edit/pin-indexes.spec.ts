import { expect, it } from '@jest/globals';
import { board, jsonOf, pinAt } from './boards.testing.js';
import { numberPins } from './pin-indexes.js';

it('numbers inputs and outputs from 1, in the order they had', () => {
  const json = jsonOf(board().node('a', 'sink').layer('box', { x: 'String', y: 'String' }));
  pinAt(json, 'a.in').index = 9;
  pinAt(json, 'a.text').index = 4;
  pinAt(json, 'a.out').index = 7;
  Object.assign(pinAt(json, 'a.echo'), { index: 'first' });
  pinAt(json, 'box.x').index = 3;
  const numbered = numberPins(json);
  const index = (id: string) => pinAt(numbered, id).index;
  expect(['a.text', 'a.in'].map(index)).toEqual([1, 2]);
  expect(['a.echo', 'a.out'].map(index)).toEqual([1, 2]);
  expect(['box.y', 'box.x'].map(index)).toEqual([1, 2]);
  expect(numberPins(numbered)).toBe(numbered);
});
