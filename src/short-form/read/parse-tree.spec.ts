import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equalValues, Float, parseValue, printValue, type Value } from '../../engine/index.js';
import { printYaml } from '../print/print-yaml.js';
import { Problems, ShortFormError } from '../short-form-error.js';
import { parseTree } from './parse-tree.js';
import { valueOf } from './tree.js';

function read(text: string): Value {
  const problems = new Problems();
  const value = valueOf(parseTree(text, problems));
  problems.throwIfAny();
  return value;
}

function complaints(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ShortFormError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('values', () => {
  it.each([
    ['1', 1],
    ['1.0', new Float(1)],
    ['-0', new Float(-0)],
    ['1e3', new Float(1000)],
    ['18446744073709551615', 18446744073709551615n],
    ['true', true],
    ['null', null],
    ['yes', 'yes'],
    ['no', 'no'],
    ['0.0.1', '0.0.1'],
    ['12:30', '12:30'],
    ['2026-01-31', '2026-01-31'],
    ['"1"', '1'],
    ["'true'", 'true'],
  ])('%s', (text, value) => {
    expect(read(`a: ${text}`)).toEqual({ a: value });
  });

  it('all come back from what is printed, in lines of their own or not', () => {
    const keys = fc.oneof(fc.string(), fc.constantFrom('<<', 'true', '1', '~', '? a', 'a: b'));
    const values = fc.oneof(
      fc.json({ stringUnit: 'binary' }).map((text) => parseValue(text)),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[-\s#:|>'"{}[\]&*!%@`,?<~.\w]{0,12}$/),
      fc.constantFrom('\r\n', 'a\r', '\ufeff', '\u0085', 'a\n\n\nb ', '\n a', ' \n', '\ud800'),
      fc.constantFrom(new Float(1), new Float(1e300), 2n ** 63n, 0.1, 1e-7, new Float(1e21)),
    );
    fc.assert(
      fc.property(fc.dictionary(keys, values), fc.boolean(), (object, own) => {
        expect(equalValues(read(printYaml(object, () => own)), object)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('JSON is read as JSON', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.constantFrom(0, 2), (text, indent) => {
        const value = parseValue(text);
        expect(equalValues(read(`{"a": ${printValue(value, indent)}}`), { a: value })).toBe(true);
      }),
    );
    expect(read('{\n\t"a": [1,\n\t\t"\\ud83d\\ude00\\/"]\n}')).toEqual({ a: [1, '😀/'] });
  });

  it('prototype names are keys like any other', () => {
    const value = read('a: { __proto__: { x: 1 }, constructor: 2 }') as { a: object };
    expect(Object.keys(value.a)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value.a)).toBe(Object.prototype);
  });
});

describe('what is refused, with its place', () => {
  it.each([
    ['a: &x 1\nb: *x', ['1:7: Anchors are not used here', '2:4: Aliases are not used here']],
    ['a: !!binary aGk=', ['1:13: Tags are not used here: take out `tag:yaml.org,2002:binary`']],
    ['b: 1\n<<: { a: 1 }', ['2:1: Merge keys are not used here']],
    ['a: 1\nb: 2\na: 3', ['3:1: `a` is said twice']],
    ['a: { b: 1, "b": 2 }', ['1:12: `b` is said twice']],
    ['? [a]\n: 1', ['1:3: A key must be a name']],
    ['a: 1\n---\nb: 2', ['2:1: One text holds one board']],
    ['a:\n\tb: 1', ['2:1: This is no YAML: Tabs are not allowed as indentation']],
    ['a: "b', ['1:6: This is no YAML: Missing closing "quote']],
    ['', ['1:1: The text is empty']],
    ['# only a remark\n', ['1:1: The text is empty']],
    ['a: 1e999', ['1:4: number 1e999 is out of range']],
  ])('%j', (text, expected) => {
    const found = complaints(text);
    expect(found).toHaveLength(expected.length);
    for (const [index, start] of expected.entries())
      expect(found[index]!.slice(0, start.length)).toBe(start);
  });

  it.each(['~', '0x1F', '0o7', '.5', '1.', '+1', '.inf', '.nan', 'True', 'NULL', '01'])(
    '%s, which YAML takes for something else than JSON',
    (text) => {
      expect(complaints(`a: ${text}`)).toEqual([
        `1:4: \`${text}\` is written as in JSON, or in quotes if it is a text`,
      ]);
    },
  );

  it.each([
    ['lists', '['],
    ['maps', '{a: '],
    ['lists in lines', '- '],
    ['keys', '? '],
  ])('%s without end', (_, opening) => {
    expect(complaints(opening.repeat(100_000))).toEqual([
      expect.stringContaining('nested deeper than 140 levels'),
    ]);
  });

  it('a list of aliases of lists of aliases', () => {
    const levels = Array.from({ length: 50 }, (_, n) => `a${n}: &a${n} [*a${n - 1}, *a${n - 1}]`);
    expect(complaints(levels.join('\n')).length).toBeGreaterThan(0);
  });

  it('more than four million characters', () => {
    expect(complaints('a'.repeat(4_000_001))).toEqual([
      '1:1: The text is longer than 4000000 characters',
    ]);
  });

  it('no text does anything but give a value or problems', () => {
    const words = 'a : - { } [ ] " &x *x !t | > ? # , --- % << 1.0'.split(' ');
    const pieces = fc.constantFrom(...words, ': ', '- ', '\n', '  ', "'", '\t', '\0', '\ud800');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(complaints(parts.join('')).length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 2000 },
    );
  });
});
