import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { messages, runNode } from '../testing.js';

describe('int_root', () => {
  it.each<[number, number, Value]>([
    [9, 2, new Float(3)],
    [2, 2, Math.SQRT2],
    [-8, 3, null],
    [-8, 1, new Float(-8)],
  ])('of %p, degree %p, is %p', async (radicand, degree, expected) => {
    expect((await runNode('int_root', { radicand, degree }, 'root')).result).toEqual(expected);
  });

  it.each([0, -1])('gives 0.0 for a degree of %p, and logs it', async (degree) => {
    const result = await runNode('int_root', { radicand: 4, degree }, 'root');
    expect(result).toMatchObject({ status: 'completed', result: new Float(0) });
    expect(messages(result, 'Error')).toEqual(['Degree must be a positive integer']);
  });
});
