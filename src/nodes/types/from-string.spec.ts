import { describe, expect, it } from '@jest/globals';
import { Float, printValue, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const parsed = (string: Value) => runNode('val_from_string', { string }, 'value_ref');

describe('val_from_string', () => {
  it.each<[string, Value]>([
    ['1', 1],
    ['1.0', new Float(1)],
    [' "a" ', 'a'],
    ['null', null],
    ['9007199254740993', 9007199254740993n],
    ['[1e2,-0.5]', [new Float(100), -0.5]],
    ['"\\ud800"', '\ud800'],
  ])('of %j is %p', async (string, expected) => {
    expect((await parsed(string)).result).toEqual(expected);
  });

  it('sorts members at every level', async () => {
    const { result } = await parsed('{"b":[{"d":1,"c":2}],"a":3,"__proto__":4}');
    expect(printValue(result)).toBe('{"__proto__":4,"a":3,"b":[{"c":2,"d":1}]}');
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  it.each(['', '{', "{'a':1}", '[1,]', 'NaN', '1e400', '\ufeff1', '['.repeat(200)])(
    'fails on %j',
    async (string) => {
      expect((await parsed(string)).error).toContain('This is no JSON: ');
    },
  );

  it('fails on what is no string', async () => {
    expect((await parsed(1)).error).toContain("Pin 'string' holds an integer, expected a string");
  });
});
