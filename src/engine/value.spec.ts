import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equalValues } from './equal-values.js';
import { parseValue } from './parse-value.js';
import { printValue } from './print-value.js';
import { Float, toFloatValue, type Value } from './value.js';

describe('parseValue', () => {
  it('keeps a whole float apart from an integer', () => {
    expect(parseValue('[1,1.0,1e2,-0,2.5]')).toEqual([
      1,
      new Float(1),
      new Float(100),
      new Float(-0),
      2.5,
    ]);
  });

  it('keeps integers beyond 2^53 exactly, up to 64 bits', () => {
    expect(parseValue('18446744073709551615')).toBe(18446744073709551615n);
    expect(parseValue('-9223372036854775808')).toBe(-9223372036854775808n);
    expect(parseValue('9007199254740991')).toBe(9007199254740991);
    expect(parseValue('18446744073709551616')).toEqual(new Float(18446744073709552000));
  });

  it.each(['{', '01', '1e400', '', '[1.0,]', "{'a':1.0}"])('refuses %j', (text) => {
    expect(() => parseValue(text)).toThrow(SyntaxError);
  });

  it('takes the last of equal keys, with or without floats', () => {
    expect(parseValue('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(parseValue('{"a":1.0,"a":2.0}')).toEqual({ a: new Float(2) });
  });

  it('keeps __proto__ a plain member', () => {
    for (const text of ['{"__proto__":{"x":1}}', '{"__proto__":{"x":1.0}}']) {
      const value = parseValue(text);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(printValue(value)).toBe(text);
    }
  });

  it.each(['[', '{"a":', '[1.0,'])('refuses nesting without end (%s)', (opening) => {
    const deep = opening.repeat(100_000);
    expect(() => parseValue(deep)).toThrow(SyntaxError);
    const levels = (count: number) => '['.repeat(count) + '1.0' + ']'.repeat(count);
    expect(() => parseValue(levels(128))).not.toThrow();
    expect(() => parseValue(levels(129))).toThrow('nested deeper than 128 levels');
  });
});

describe('printValue', () => {
  it.each<[Value, string]>([
    [new Float(2), '2.0'],
    [new Float(-0), '-0.0'],
    [new Float(1e15), '1000000000000000.0'],
    [new Float(1e16), '1e+16'],
    [new Float(3.5e35), '3.5e+35'],
    [0.00001, '0.00001'],
    [0.000001, '1e-6'],
    [1e-7, '1e-7'],
    [2 ** 53, '9007199254740992'],
    [123n, '123'],
    ['a"\n\ud800', '"a\\"\\n\\ud800"'],
    [{ b: [], a: {} }, '{"b":[],"a":{}}'],
  ])('%p as %s', (value, text) => {
    expect(printValue(value)).toBe(text);
  });

  it('writes numbers that have no JSON form as null', () => {
    expect(printValue([Number.NaN, Infinity, -Infinity])).toBe('[null,null,null]');
  });

  it('refuses what is nested too deeply to be read again', () => {
    expect(parseValue(printValue(nested(128)))).toEqual(nested(128));
    expect(() => printValue(nested(129))).toThrow('nested deeper than 128 levels');
    expect(() => printValue(nested(200_000))).toThrow('nested deeper than 128 levels');
  });

  it.each([0, 2])('refuses texts without end (indent %p)', (indent) => {
    expect(() => printValue(doubled(60), indent)).toThrow('longer than 16777216 characters');
    expect(() => printValue(['x'.repeat(9e6), 'x'.repeat(9e6)], indent)).toThrow('longer than');
    expect(printValue('x'.repeat(9e6), indent)).toHaveLength(9e6 + 2);
  });

  it('puts one member a line when indented', () => {
    expect(printValue({ a: [1, {}], b: null }, 2)).toBe(
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": null\n}',
    );
  });

  it('is read back as the same value, whatever it is', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(equalValues(parseValue(printValue(value)), value)).toBe(true);
        expect(equalValues(parseValue(printValue(value, 2)), value)).toBe(true);
      }),
    );
  });

  it('agrees with JSON.stringify where JSON has no floats', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false } as object), (json) => {
        const text = JSON.stringify(json);
        fc.pre(!/\d[.eE]|-0|\d{15}/.test(text));
        expect(printValue(parseValue(text))).toBe(text);
      }),
    );
  });
});

describe('equalValues', () => {
  it('tells an integer from a float and ignores the order of members', () => {
    expect(equalValues(1, new Float(1))).toBe(false);
    expect(equalValues(new Float(1), new Float(1))).toBe(true);
    expect(equalValues({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(equalValues({ a: 1 }, { b: 1 })).toBe(false);
    expect(equalValues([1, 2], [2, 1])).toBe(false);
    expect(equalValues([], {})).toBe(false);
    expect(equalValues(null, {})).toBe(false);
  });
});

it('values too large or too deep are not compared', () => {
  expect(() => equalValues(doubled(60), doubled(60))).toThrow('more than 4000000 parts');
  expect(() => equalValues(nested(200_000), nested(200_000))).toThrow('deeper than 128 levels');
  const shared = nested(200_000);
  expect(equalValues([shared], [shared])).toBe(true);
});

it('toFloatValue turns what JSON cannot say into null', () => {
  expect([NaN, Infinity, -Infinity].map(toFloatValue)).toEqual([null, null, null]);
});

const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Value>(null, true, false),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => toFloatValue(number)),
    fc.string({ unit: 'binary' }),
    fc.bigInt(2n ** 53n, 2n ** 64n - 1n),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
  ),
})).value;

function nested(levels: number): Value {
  let value: Value = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

/** A value that is small in memory and has 2^levels parts. */
function doubled(levels: number): Value {
  let value: Value = 1;
  for (let level = 0; level < levels; level++) value = [value, value];
  return value;
}
