import { describe, expect, it } from '@jest/globals';
import { messages, runNode } from '../testing.js';

const AND: [boolean, boolean, boolean][] = [
  [true, true, true],
  [true, false, false],
  [false, true, false],
];
const OR: [boolean, boolean, boolean][] = [
  [false, false, false],
  [true, false, true],
  [false, true, true],
];

describe.each([
  { type: 'bool_and', word: 'AND', table: AND },
  { type: 'bool_or', word: 'OR', table: OR },
])('$type', ({ type, word, table }) => {
  it.each(table)('of %p and %p is %p', async (left, right, expected) => {
    const result = await runNode(type, { boolean: [left, right] }, 'result');
    expect(result.result).toBe(expected);
    expect(messages(result, 'Debug')).toContain(`${word} Operation Result: ${expected}`);
  });

  it('takes operands the user added', async () => {
    const decides = type === 'bool_or';
    const inputs = { boolean: [!decides, !decides, decides] };
    expect((await runNode(type, inputs, 'result')).result).toBe(decides);
  });

  it('stops at the operand that decides', async () => {
    const inputs = { boolean: [type === 'bool_or', 'never read'] };
    expect((await runNode(type, inputs, 'result')).status).toBe('completed');
  });

  it('fails on an operand that is no boolean', async () => {
    const { error } = await runNode(type, { boolean: [type === 'bool_and', 1] }, 'result');
    expect(error).toContain("Pin 'boolean' holds an integer, expected true or false");
  });
});
