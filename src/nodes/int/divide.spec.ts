import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { messages, runNode } from '../testing.js';

describe('int_divide', () => {
  it.each<[number, number, Value]>([
    [7, 2, 3.5],
    [4, 2, new Float(2)],
    [0, -3, new Float(0)],
    [-7, 2, -3.5],
  ])('%p / %p is %p', async (integer1, integer2, expected) => {
    const { result } = await runNode('int_divide', { integer1, integer2 }, 'result');
    expect(result).toEqual(expected);
  });

  it('gives 0.0 for a divisor of 0, and logs it', async () => {
    const result = await runNode('int_divide', { integer1: 1, integer2: 0 }, 'result');
    expect(result).toMatchObject({ status: 'completed', result: new Float(0) });
    expect(messages(result, 'Error')).toEqual(['Divided by Zero']);
  });
});
