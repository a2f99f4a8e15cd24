import { expect, it } from '@jest/globals';
import { heldBytes } from './held-bytes.js';
import { Float } from './value.js';

it('counts texts by length and everything else by number, shared parts once', () => {
  const shared = ['x'.repeat(100)];
  expect(heldBytes([], 1e9)).toBe(0);
  expect(heldBytes([1, null, undefined, true, new Float(1)], 1e9)).toBe(80);
  expect(heldBytes(['ab'], 1e9)).toBe(20);
  expect(heldBytes([shared, shared], 1e9)).toBe(heldBytes([shared], 1e9) + 16);
  expect(heldBytes([{ a: { b: ['x'] } }], 1e9)).toBe(4 * 16 + 2);
});

it('stops beyond the limit and bears any depth', () => {
  let deep: readonly unknown[] = [];
  for (let level = 0; level < 200_000; level++) deep = [deep];
  expect(heldBytes(deep as never, 1e9)).toBe(200_000 * 16);
  expect(heldBytes(deep as never, 1000)).toBeLessThan(1100);
});
