import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { messages, runNode } from '../testing.js';

describe('float_divide', () => {
  it.each<[Value, Value, Value]>([
    [7, 2, 3.5],
    [4, 2, new Float(2)],
    [-1, 3, -1 / 3],
    [new Float(1e308), 1e-10, null],
  ])('%p / %p is %p', async (dividend, divisor, expected) => {
    const { result } = await runNode('float_divide', { dividend, divisor }, 'quotient');
    expect(result).toEqual(expected);
  });

  it.each<[Value]>([[0], [new Float(0)], [new Float(-0)]])(
    'gives 0.0 for a divisor of %p, and logs it',
    async (divisor) => {
      const result = await runNode('float_divide', { dividend: 1, divisor }, 'quotient');
      expect(result).toMatchObject({ status: 'completed', result: new Float(0) });
      expect(messages(result, 'Error')).toEqual(['Division by zero error!']);
    },
  );
});
