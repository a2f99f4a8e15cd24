import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const textOf = async (inputs: Record<string, Value>) => {
  const { result } = await runNode('val_to_bytes', inputs, 'bytes');
  return new TextDecoder().decode(Uint8Array.from(result as number[]));
};

describe('val_to_bytes', () => {
  it.each<[Value, string]>([
    ['ä', '"ä"'],
    [{ b: 1, a: new Float(2) }, '{"a":2.0,"b":1}'],
    [null, 'null'],
    ['\ud800', '"\\ud800"'],
    [[], '[]'],
  ])('of %p are those of %s', async (value, expected) => {
    expect(await textOf({ value, pretty: false })).toBe(expected);
  });

  it('are those of a pretty text when not told otherwise', async () => {
    expect(await textOf({ value: [1] })).toBe('[\n  1\n]');
  });

  it('are not more than an array may hold', async () => {
    const value = 'x'.repeat(1_000_000);
    const { error } = await runNode('val_to_bytes', { value }, 'bytes');
    expect(error).toContain('The text of the value has more than 1000000 bytes');
  });
});
