import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IMAGE_TYPES } from './image-kind.js';

/** Nothing in an image may act, whatever it is taken for; pages of other origins may show it. */
const HEADERS = {
  'content-security-policy': `default-src 'none'; sandbox`,
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};
const IMAGE = { schema: { type: 'string', format: 'binary', example: 'the bytes of the image' } };

/** Documents the answers of a route that sends an image. */
export const ApiImage = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({
      status: 200,
      description: 'The image',
      content: Object.fromEntries(Object.values(IMAGE_TYPES).map((type) => [type, IMAGE])),
    }),
    ApiResponse({ status: 304, description: 'As If-None-Match has it' }),
  );

export interface SentImage {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** Stands for these very bytes. */
  readonly tag: string;
  /** Cache-Control. */
  readonly cache: string;
}

/** What a route with `passthrough` returns: the image, or nothing with 304. */
export function sendImage(
  { bytes, contentType, tag, cache }: SentImage,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Buffer | undefined {
  reply.headers({ ...HEADERS, 'cache-control': cache, etag: `"${tag}"` });
  if (headers['if-none-match']?.includes(`"${tag}"`) === true) {
    reply.status(304);
    return undefined;
  }
  reply.type(contentType);
  return bytes;
}
