import { Readable } from 'node:stream';
import { contentDisposition } from './content-disposition.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byteRangeOf } from './byte-range.js';
import type { ByteRange } from './content-store.js';
import { mediaTypeOf } from './media-type.js';

/** Nothing in a file may act, whatever it is taken for; pages of other origins may show it. */
const HEADERS = {
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache',
  'content-security-policy': `default-src 'none'; sandbox`,
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

export interface SentFile {
  readonly name: string;
  readonly size: number;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
}

/** Answers a file as a download, or the part of it that Range asks for, or 304. */
export async function sendFile(
  { name, size, hash }: SentFile,
  read: (range: ByteRange) => AsyncIterable<Uint8Array>,
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const etag = `"${hash}"`;
  reply.headers({ ...HEADERS, etag, 'content-disposition': contentDisposition(name) });
  if (headers['if-none-match']?.includes(etag) === true) return void reply.code(304).send();
  const ifRange = headers['if-range'];
  const wanted =
    ifRange === undefined || ifRange === etag ? byteRangeOf(headers.range, size) : undefined;
  const range = wanted ?? { first: 0, last: size - 1 };
  if (wanted !== undefined)
    reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${size}`);
  reply.header('content-length', range.last - range.first + 1).type(mediaTypeOf(name));
  if (method === 'HEAD') return void reply.send(Readable.from([])); // nothing at all would have the length 0
  const pieces = read(range)[Symbol.asyncIterator]();
  // What goes wrong with the first one is still told as an error.
  const first = await pieces.next();
  await reply.send(Readable.from(joined(first, pieces), { objectMode: false }));
}

async function* joined(
  first: IteratorResult<Uint8Array>,
  others: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let next = first; next.done !== true; next = await others.next()) yield next.value;
}
