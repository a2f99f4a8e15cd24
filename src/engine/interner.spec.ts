import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equalValues } from './equal-values.js';
import { findEqual } from './find-equal.js';
import { Interner } from './interner.js';
import { Float, toFloat, type Value } from './value.js';

const NAMES = ['a', 'b', '', '__proto__', 'constructor', '0', '"', ',', ':', '#1', '1'];
const NUMBERS: Value[] = [0, 1, -1, 0.5, 2n ** 60n, new Float(0), new Float(-0), new Float(1)];
const TEXTS = ['', '1', 'a', 'true', 'null', '1n', '1f', '"0', '#0', '\ud800'];
const LEAVES: Value[] = [null, true, false, ...NUMBERS, ...TEXTS];
const leaf = fc.constantFrom(...LEAVES);
/** Small ones of few kinds, so that many are equal. */
const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => toFloat(number)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie('value')), {
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((entries) => Object.fromEntries(entries) as Value),
  ),
})).value;

function nested(levels: number): Value {
  let value: Value = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

/** A value that is small in memory and has 2^levels parts. */
function doubled(levels: number): Value {
  let value: Value = 'x';
  for (let level = 0; level < levels; level++) value = [value, { value }];
  return value;
}

describe('an interner', () => {
  it('calls equal what equalValues calls equal', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 8 }), (values) => {
        const interner = new Interner();
        const firsts = values.map((value) => interner.intern(value));
        for (const [i, left] of values.entries())
          for (const [j, right] of values.entries())
            expect(firsts[i] === firsts[j]).toBe(equalValues(left, right));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, (leaf: Value) => Value]>([
    ['items', (part) => [part]],
    ['members', (part) => ({ a: part })],
  ])('tells %s of every kind apart', (_, around) => {
    const interner = new Interner();
    for (const left of LEAVES)
      for (const right of LEAVES)
        expect(interner.intern(around(left)) === interner.intern(around(right))).toBe(
          equalValues(left, right),
        );
  });

  it('answers the first of equal values', () => {
    const interner = new Interner();
    const first = { a: [1], b: 2 };
    expect(interner.intern(first)).toBe(first);
    expect(interner.intern({ b: 2, a: [1] })).toBe(first);
  });

  it('is not impressed by parts that are shared', () => {
    const interner = new Interner();
    expect(interner.intern(doubled(100))).toBe(interner.intern(doubled(100)));
  });

  it('refuses what is nested too deeply', () => {
    const interner = new Interner();
    expect(interner.intern(nested(128))).toBe(interner.intern(nested(128)));
    expect(() => interner.intern(nested(200_000))).toThrow('nested deeper than 128 levels');
  });
});

describe('findEqual', () => {
  it('finds the first item that equalValues calls equal', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 6 }), anyValue, (items, other) => {
        for (const wanted of [other, ...items.map((item) => structuredCopy(item))])
          expect(findEqual(items, wanted)).toBe(
            items.findIndex((item) => equalValues(item, wanted)),
          );
      }),
      { numRuns: 300 },
    );
  });

  it('looks once at a part that stands in many places', () => {
    const long = (last: number): Value => [...Array.from({ length: 20_000 }, () => 0), last];
    const part = long(1);
    expect(
      findEqual(
        Array.from({ length: 50_000 }, () => part),
        long(2),
      ),
    ).toBe(-1);
    const items = Array.from({ length: 20_000 }, (): Value => ({ part }));
    expect(findEqual(items, { part: long(2) })).toBe(-1);
    expect(findEqual([...items, { part: long(2) }], { part: long(2) })).toBe(20_000);
  });
});

/** `structuredClone` knows nothing of boxed floats. */
function structuredCopy(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(structuredCopy);
  if (value instanceof Float) return new Float(value.value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, Value>).toReversed();
  return Object.fromEntries(entries.map(([key, member]) => [key, structuredCopy(member)]));
}
