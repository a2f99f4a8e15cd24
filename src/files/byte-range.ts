import type { ByteRange } from './content-store.js';

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The part of `size` bytes that a header Range asks for (RFC 9110, 14.2). Undefined = all of them: so are headers
 * answered that ask for several parts, for none, or for what is not there.
 */
export function byteRangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const [, from, to] = ONE_RANGE.exec(header?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || from + to === '') return undefined;
  const range =
    from === ''
      ? { first: Math.max(0, size - Number(to)), last: size - 1 }
      : { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
  return range.first <= range.last ? range : undefined;
}
