import { describe, expect, it } from '@jest/globals';
import { blake3 as Blake3 } from '@noble/hashes/blake3.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { runNode } from '../testing.js';

describe('hashes', () => {
  it('utils_hash_blake3 hashes a text with its quotes', async () => {
    const { result } = await runNode('utils_hash_blake3', { input: '' }, 'hash');
    expect(result).toMatch(/^[0-9a-f]{64}$/);
    expect(
      (await runNode('utils_hash_blake3', { input: 'x'.repeat(200_000) }, 'hash')).result,
    ).not.toBe(result);
  });

  // Published answers hold the library; texts have their quotes, so the node itself can't give these.
  it.each([
    ['', 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
    ['abc', '6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85'],
    ['hello world', 'd74981efa70a0c880b8d8c1985d075dbcbf679b99a5f9914e5aaf96b831a9e24'],
  ])(
    'BLAKE3 of %j is as published, and the node gives that of the JSON text',
    async (text, hash) => {
      const hashOf = (message: string) => bytesToHex(Blake3(new TextEncoder().encode(message)));
      expect(hashOf(text)).toBe(hash);
      // Longer than the pieces in which the node takes it, some of them between halves of a sign.
      for (const input of [text, `${text}${'😀x'.repeat(50_000)}`, { [text]: [1, null] }])
        expect((await runNode('utils_hash_blake3', { input }, 'hash')).result).toBe(
          hashOf(JSON.stringify(input)),
        );
    },
  );

  it('utils_hash_ahash is the same for the same seed only', async () => {
    const hash = async (inputs: object) =>
      (await runNode('utils_hash_ahash', { input: 1, ...inputs }, 'hash')).result;
    expect(await hash({})).toBe(await hash({}));
    expect(await hash({ seed: 5 })).not.toBe(await hash({}));
    expect(Number.isSafeInteger(await hash({ consistent: false }))).toBe(true);
  });
});
