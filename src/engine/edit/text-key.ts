/**
 * The key under which `refs` holds a text: 64 bits in decimals. Another `attempt` gives another key,
 * for when two texts want the same one.
 */
export function textKey(text: string, attempt = 0): string {
  // Two multiplicative hashes of 32 bits, each stirred with the other at the end.
  let high = 0x9e3779b9 ^ attempt;
  let low = 0x85ebca6b ^ Math.imul(attempt, 0xc2b2ae35);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high ^= text.length;
  const [left, right] = [stir(high) ^ stir(low ^ 0x27d4eb2f), stir(low) ^ stir(high ^ 0x165667b1)];
  return String((BigInt(left >>> 0) << 32n) | BigInt(right >>> 0));
}

function stir(bits: number): number {
  let stirred = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  stirred = Math.imul(stirred ^ (stirred >>> 13), 0xc2b2ae35);
  return stirred ^ (stirred >>> 16);
}
