import { expect, it } from '@jest/globals';
import { Members } from './members.js';

it('moves the last member to where one was taken away', () => {
  const members = new Members({ a: 1, b: 2, c: 3, d: null });
  expect(members.take('b')).toBe(2);
  expect(Object.keys(members.toObject())).toEqual(['a', 'd', 'c']);
  expect(members.take('d')).toBeNull();
  expect(members.take('c')).toBe(3);
  expect(members.take('c')).toBeUndefined();
  members.set('e', 5);
  members.set('a', 6);
  expect(members.toObject()).toEqual({ a: 6, e: 5 });
  expect(members.size).toBe(2);
});

it('takes names that objects have by nature for names like any other', () => {
  const members = new Members({});
  expect(members.has('__proto__') || members.has('constructor')).toBe(false);
  members.set('__proto__', { polluted: true });
  const object = members.toObject();
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  expect(Object.keys(object)).toEqual(['__proto__']);
  expect(new Members(object).take('__proto__')).toEqual({ polluted: true });
});
