import type { ValueObject } from './value.js';

const SURROGATE = /[\ud800-\udfff]/;

/** The names of an object's members in the order of their code points, which is that of their UTF-8 bytes. */
export function sortedKeys(object: ValueObject): string[] {
  const keys = Object.keys(object).sort();
  return keys.some((key) => SURROGATE.test(key)) ? keys.sort(byCodePoint) : keys;
}

/** UTF-16 puts the halves of large code points before U+E000 and what follows. */
function byCodePoint(left: string, right: string): number {
  for (let index = 0; ; index++) {
    const [a, b] = [left.codePointAt(index), right.codePointAt(index)];
    if (a === undefined || b === undefined) return left.length - right.length;
    if (a !== b) return a - b;
  }
}
