import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe.each([
  ['set_is_subset', 'is_subset', 'set_in_1', 'set_in_2'],
  ['set_is_superset', 'is_superset', 'set_in_2', 'set_in_1'],
])('%s', (type, output, smaller, larger) => {
  it.each<[Value, Value, boolean]>([
    [[1], [2, 1], true],
    [[1, 1, 1], [1], true],
    [[], [], true],
    [[], [1], true],
    [[1], [], false],
    [[1, 3], [1, 2, 4], false],
    [[new Float(1)], [1], false],
    [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], true],
  ])('of %p within %p is %p', async (inner, outer, expected) => {
    const inputs = { [smaller]: inner, [larger]: outer };
    expect((await runNode(type, inputs, output)).result).toBe(expected);
  });

  it('fails on what is no set', async () => {
    const { error } = await runNode(type, { set_in_1: [], set_in_2: null }, output);
    expect(error).toContain("Pin 'set_in_2' holds null, expected an array");
  });
});
