import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { NodeError } from '../engine/index.js';

type Headers = readonly (readonly [name: string, value: string])[];
type Bytes = AsyncIterable<Buffer>;
type Decode = (source: Bytes) => Bytes;

/** More than one is unheard of; each could multiply its size by a thousand. */
const MOST_CODINGS = 2;

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: unpacked(() => createGunzip()),
  'x-gzip': unpacked(() => createGunzip()),
  // It should begin with the header of zlib; some servers leave that out.
  deflate: unpacked((first) => ((first[0]! & 0x0f) === 8 ? createInflate() : createInflateRaw())),
  br: unpacked(() => createBrotliDecompress()),
};

/**
 * The body as the application at the other end wrote it, and the headers that hold for it then. A coding that is
 * not known is left alone. The body throws NodeError when it is larger than `mostBytes`, packed or not.
 */
export function decodedBody(
  raw: Bytes,
  headers: Headers,
  mostBytes: number,
): { headers: Headers; body: Bytes } {
  const limited = upTo(mostBytes, raw);
  const codings = headers
    .filter(([name]) => name === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length === 0 || !codings.every((coding) => Object.hasOwn(DECODERS, coding)))
    return { headers, body: limited };
  if (codings.length > MOST_CODINGS)
    throw new NodeError(`The answer is packed ${codings.length} times over`);
  const decoded = codings.reduceRight((body, coding) => DECODERS[coding]!(body), limited);
  const kept = headers.filter(([name]) => name !== 'content-encoding' && name !== 'content-length');
  return { headers: kept, body: upTo(mostBytes, decoded) };
}

async function* upTo(mostBytes: number, source: Bytes): Bytes {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new NodeError(`The answer is larger than ${mostBytes} bytes`);
    yield chunk;
  }
}

/** Nothing at all counts as packed, too: answers without a body may still name a coding. */
function unpacked(decoderFor: (first: Buffer) => Transform): Decode {
  return async function* (source) {
    const chunks = source[Symbol.asyncIterator]();
    const first = await chunks.next();
    if (first.done === true) return;
    const all = async function* (): Bytes {
      yield first.value;
      yield* { [Symbol.asyncIterator]: () => chunks };
    };
    yield* pipeline(all(), decoderFor(first.value), () => undefined);
  };
}
