import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { bothOf, distinct, ValueSet } from './value-set.js';

describe('a set of values', () => {
  it('has no two that are equal, and keeps the first of them in their order', () => {
    const items = [1, new Float(1), 1, { a: 1, b: 2 }, { b: 2, a: 1 }, '1', null, new Float(1)];
    expect(distinct(items)).toEqual([1, new Float(1), { a: 1, b: 2 }, '1', null]);
    const already = [1, 2];
    expect(distinct(already)).toBe(already);
  });

  it('tells what is new and what was there', () => {
    const set = new ValueSet([[1]]);
    expect([set.add([1]), set.add([2]), set.has([2])]).toEqual([false, true, true]);
    expect([set.delete([1]), set.delete([1]), set.size]).toEqual([true, false, 1]);
  });

  it('forgets what it no longer has', () => {
    const set = new ValueSet([['kept']]);
    for (let index = 0; index < 5000; index++) {
      set.add([`text ${index}`]);
      set.delete([`text ${index}`]);
      set.forget();
    }
    const remembered = set.parts().reduce((sum, part) => sum + part.length, 0);
    expect(remembered).toBeLessThan(3000);
    expect(set.has(['kept'])).toBe(true);
    expect(set.toArray()).toEqual([['kept']]);
  });

  it('of many objects is no slower for being large', () => {
    const many = Array.from({ length: 200_000 }, (_, index): Value => ({ id: index % 1000 }));
    const [left, right] = bothOf(many, many);
    expect(left.size).toBe(1000);
    expect(left.isSubsetOf(right)).toBe(true);
  });
});
