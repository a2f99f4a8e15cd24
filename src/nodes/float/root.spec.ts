import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { messages, runNode } from '../testing.js';

describe('float_root', () => {
  it.each<[Value, Value, Value]>([
    [2.25, 2, 1.5],
    [27, 3, new Float(3)],
    [-2.5, 1, -2.5],
    [-4, 2, null],
    [0, 5, new Float(0)],
  ])('of %p, degree %p, is %p', async (radicand, degree, expected) => {
    expect((await runNode('float_root', { radicand, degree }, 'root')).result).toEqual(expected);
  });

  it.each([0, -2])('gives 0.0 for a degree of %p, and logs it', async (degree) => {
    const result = await runNode('float_root', { radicand: 4, degree }, 'root');
    expect(result).toMatchObject({ status: 'completed', result: new Float(0) });
    expect(messages(result, 'Error')).toEqual(['Degree must be a positive integer']);
  });

  it('fails on a degree that is a float', async () => {
    const { error } = await runNode('float_root', { radicand: 4, degree: new Float(2) }, 'root');
    expect(error).toContain("Pin 'degree' holds a float, expected an integer");
  });
});
