import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const text = async (value: Value, pretty: boolean) =>
  (await runNode('val_to_string', { value, pretty }, 'string')).result;

describe('val_to_string', () => {
  it.each<[Value, string]>([
    ['a "text"\n', 'a "text"\n'],
    ['', ''],
    [true, 'true'],
    [2, '2'],
    [new Float(2), '2.0'],
    [1e-7, '1e-7'],
    [new Float(3.5e35), '3.5e+35'],
    [2n ** 63n, '9223372036854775808'],
    [null, 'null'],
    [[], '[]'],
    [{ b: [1, new Float(1)], a: 'x' }, '{"a":"x","b":[1,1.0]}'],
    [{ '10': 1, '9': 2 }, '{"10":1,"9":2}'],
    [{ '\u{10000}': 1, '\uffff': 2 }, '{"\uffff":2,"\u{10000}":1}'],
    [JSON.parse('[{"b":1,"__proto__":2}]') as Value, '[{"__proto__":2,"b":1}]'],
    [['\ud800'], '["\\ud800"]'],
  ])('of %p is %s', async (value, expected) => {
    expect(await text(value, false)).toBe(expected);
  });

  it('has one member a line when pretty, which it is when not told', async () => {
    const value = { b: [1], a: {} };
    const expected = '{\n  "a": {},\n  "b": [\n    1\n  ]\n}';
    expect(await text(value, true)).toBe(expected);
    expect((await runNode('val_to_string', { value }, 'string')).result).toBe(expected);
  });
});
