import { describe, expect, it } from '@jest/globals';
import { messages, runNode } from '../testing.js';

describe('int_modulo', () => {
  it.each([
    [7, 3, 1],
    [-7, 3, -1],
    [7, -3, 1],
    [-6, 3, 0],
    [-Number.MAX_SAFE_INTEGER, -1, 0],
  ])('%p %% %p is %p', async (integer1, integer2, expected) => {
    const { result } = await runNode('int_modulo', { integer1, integer2 }, 'remainder');
    expect(result).toBe(expected);
  });

  it('gives 0 for a divisor of 0, and logs it', async () => {
    const result = await runNode('int_modulo', { integer1: 1, integer2: 0 }, 'remainder');
    expect(result).toMatchObject({ status: 'completed', result: 0 });
    expect(messages(result, 'Error')).toEqual(['Divided by Zero']);
  });
});
