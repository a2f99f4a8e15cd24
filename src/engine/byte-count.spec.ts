import { expect, it } from '@jest/globals';
import { ByteCount } from './byte-count.js';
import { Float, type Value } from './value.js';

function bytesOf(...values: (Value | undefined)[]): number {
  const count = new ByteCount([values]);
  expect(count.goOn(Infinity, Infinity)).toBe(true);
  return count.bytes;
}

it('counts texts by length and everything else by number, shared parts once', () => {
  const shared = ['x'.repeat(100)];
  expect(bytesOf()).toBe(0);
  expect(bytesOf(1, null, undefined, true, new Float(1))).toBe(80);
  expect(bytesOf('ab')).toBe(20);
  expect(bytesOf(shared, shared)).toBe(bytesOf(shared) + 16);
  expect(bytesOf({ a: { b: ['x'] } })).toBe(4 * 16 + 3 * 64 + 2);
});

it('counts so many values at a time and stops beyond the limit', () => {
  const count = new ByteCount([Array.from({ length: 10 }, () => 'x')]);
  expect(count.goOn(9, Infinity)).toBe(false);
  expect(count.bytes).toBe(10 * 16 + 9 * 2);
  expect(count.goOn(9, Infinity)).toBe(true);
  expect(new ByteCount([['x'.repeat(1000), [1]]]).goOn(1, 1000)).toBe(true);
});

it('counts long keys, which are hardly ever shared', () => {
  expect(bytesOf({ ['k'.repeat(1000)]: 1 })).toBe(bytesOf({ k: 1 }) + 2000);
});

it('bears lists that become shorter or longer meanwhile', () => {
  const list: Value[] = Array.from({ length: 10 }, () => 1);
  const count = new ByteCount([['last'], list]);
  expect(count.goOn(5, Infinity)).toBe(false);
  list.length = 2;
  expect(count.goOn(3, Infinity)).toBe(true);
  const growing: Value[] = [1];
  const other = new ByteCount([growing]);
  expect(other.goOn(1, Infinity)).toBe(false);
  growing.push('ab');
  expect(other.goOn(5, Infinity)).toBe(true);
  expect(other.bytes).toBe(16 + 4);
});

it('bears any depth', () => {
  let deep: Value = [];
  for (let level = 1; level < 200_000; level++) deep = [deep];
  expect(bytesOf(deep)).toBe(200_000 * (16 + 64));
});
