import { describe, expect, it } from '@jest/globals';
import { evaluate } from './expression.js';

describe('evaluate', () => {
  it.each<[string, number]>([
    ['2 * (3 + 4) ^ 2', 98],
    ['10 - 2 + 3', 11],
    ['2 + 3 * 4', 14],
    ['12 / 2 * 3', 18],
    ['7 % 4', 3],
    ['-7 % 4', -3],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', 4],
    ['!0 + !5', 1],
    ['1 < 2', 1],
    ['2 <= 1', 0],
    ['1 == 1 && 2 != 3', 1],
    ['0 || 5', 5],
    ['0 or 3', 3],
    ['2 and 3', 3],
    ['[1 + 2] * 3', 9],
    ['1.5e3 + .5', 1500.5],
    ['2K + 1M', 1_002_000],
    ['5m', 0.005],
    ['3µ', 3e-6],
    ['log(1000)', 3],
    ['log(2, 8)', 3],
    ['round(-2.5)', -3],
    ['round(0.5, 1.3)', 1.5],
    ['int(-2.7)', -2],
    ['ceil(1.2) + floor(1.8)', 3],
    ['sign(0)', 1],
    ['min(3, 1, 2) + max(1, 2)', 3],
    ['abs(-4)', 4],
    ['sin(0) + cos(0)', 1],
  ])('%s = %d', (text, value) => {
    expect(evaluate(text)).toBeCloseTo(value, 12);
  });

  it('knows e and pi', () => {
    expect(evaluate('e() + pi()')).toBeCloseTo(Math.E + Math.PI, 12);
  });

  it.each([
    ['', 'the formula ends too early'],
    ['1 +', 'the formula ends too early'],
    ['x + 1', "there are no variables, found 'x'"],
    ['sqrt(4)', "unknown function 'sqrt'"],
    ['constructor(1)', "unknown function 'constructor'"],
    ['(1', 'the formula ends too early'],
    ['1 2', "unexpected '2' at position 3"],
    ['sin(1, 2)', 'sin takes 1 value, found 2'],
    ['(1, 2)', 'a parenthesis takes 1 value, found 2'],
    ['()', 'a parenthesis takes 1 value, found 0'],
    ['('.repeat(100), 'nested deeper than 32 levels'],
    ['-'.repeat(1000) + '1', 'nested deeper than 32 levels'],
    ['1+'.repeat(3000), 'the formula is longer than 4096 characters'],
  ])('%j is refused: %s', (text, reason) => {
    expect(evaluate(text)).toBe(reason);
  });
});
