import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('hashes', () => {
  it('utils_hash_blake3 hashes a text with its quotes', async () => {
    const { result } = await runNode('utils_hash_blake3', { input: '' }, 'hash');
    expect(result).toMatch(/^[0-9a-f]{64}$/);
    expect(
      (await runNode('utils_hash_blake3', { input: 'x'.repeat(200_000) }, 'hash')).result,
    ).not.toBe(result);
  });
  it('utils_hash_ahash is the same for the same seed only', async () => {
    const hash = async (inputs: object) =>
      (await runNode('utils_hash_ahash', { input: 1, ...inputs }, 'hash')).result;
    expect(await hash({})).toBe(await hash({}));
    expect(await hash({ seed: 5 })).not.toBe(await hash({}));
    expect(Number.isSafeInteger(await hash({ consistent: false }))).toBe(true);
  });
});
