import { blake3 as Blake3 } from '@noble/hashes/blake3.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Activation, defineNode, pin, printValue, type Value } from '../../engine/index.js';

const utf8 = new TextEncoder();
/** Characters between two looks whether others must go first. */
const PIECE = 65_536;

const input = pin.generic('Input', 'The value; it counts as its compact JSON text.');
const exec_in = pin.exec('Execute', 'Makes the hash.');
const exec_out = pin.exec('Done', 'Goes on here.');

export const blake3 = defineNode({
  name: 'utils_hash_blake3',
  title: 'Blake3 Hash',
  doc: 'Makes the BLAKE3 hash of a value. Texts are hashed with their quotes, objects in the order of their members.',
  category: 'Utils/Hash',
  inputs: { exec_in, input },
  outputs: { exec_out, hash: pin.string('Hash (hex)', '64 hexadecimal digits.') },
  bind: ({ inputs, outputs: { exec_out: out, hash } }) => {
    return async (at) => {
      out.off(at);
      hash.write(at, bytesToHex(await digest(at, inputs.input.read(at), '')));
      out.on(at);
    };
  },
});

export const ahash = defineNode({
  name: 'utils_hash_ahash',
  title: 'AHash',
  doc: 'Makes a number of a value: the same number for the same value and seed, on every machine and in every run.',
  category: 'Utils/Hash',
  inputs: {
    exec_in,
    input,
    consistent: pin.boolean('Consistent', 'Whether to use the seed; else each time is different.', {
      default: true,
    }),
    seed: pin.integer('Seed', 'Another seed gives other numbers.', { default: 1234 }),
  },
  outputs: { exec_out, hash: pin.integer('Hash', 'A number from 0 to 2^53 - 1.') },
  bind: ({ inputs: { input: value, consistent, seed }, outputs: { exec_out: out, hash } }) => {
    return async (at) => {
      out.off(at);
      const salt = consistent.read(at) ? seed.read(at) : at.host.random();
      const bytes = await digest(at, value.read(at), `${salt}:`);
      hash.write(
        at,
        bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, bytes[6]! & 31),
      );
      out.on(at);
    };
  },
});

async function digest(at: Activation, value: Value, salt: string): Promise<Uint8Array> {
  const text = salt + printValue(value);
  const hash = Blake3.create();
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + PIECE, text.length);
    // Both halves of a surrogate pair belong to one piece.
    if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    hash.update(utf8.encode(text.slice(start, end)));
    start = end;
    at.run.fuel = 0;
    await at.breathe();
  }
  return hash.digest();
}
