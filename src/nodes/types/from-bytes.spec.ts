import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const parsed = (bytes: Value) => runNode('val_from_bytes', { bytes }, 'value');
const bytesOf = (text: string): Value => [...new TextEncoder().encode(text)];

describe('val_from_bytes', () => {
  it('is what the text says, members by name', async () => {
    const { result } = await parsed(bytesOf('{"b":"ä","a":[1]}'));
    expect(JSON.stringify(result)).toBe('{"a":[1],"b":"ä"}');
  });

  it.each<[Value, string]>([
    [[], 'This is no JSON'],
    [bytesOf('{'), 'This is no JSON'],
    [bytesOf('\ufeff1'), 'This is no JSON'],
    [[34, 255, 34], 'The bytes are no UTF-8'],
    [[34, 0xed, 0xa0, 0x80, 34], 'The bytes are no UTF-8'],
    [[256], "Pin 'bytes[0]' holds 256, expected 0 to 255"],
    [[-1], "Pin 'bytes[0]' holds -1, expected 0 to 255"],
    [['a'], "Pin 'bytes[0]' holds a string"],
    ['1', "Pin 'bytes' holds a string, expected an array"],
  ])('fails on %j: %s', async (bytes, message) => {
    expect((await parsed(bytes)).error).toContain(message);
  });
});
