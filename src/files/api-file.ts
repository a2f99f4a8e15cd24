import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

const BYTES = {
  'application/octet-stream': {
    schema: { type: 'string', format: 'binary', example: 'the bytes of the file' },
  },
};

/** Documents the answers of a route that sends a file. */
export const ApiFile = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, description: 'The file', content: BYTES }),
    ApiResponse({ status: 206, description: 'The part that Range asks for', content: BYTES }),
    ApiResponse({ status: 304, description: 'As If-None-Match has it' }),
  );

/** Bytes of a body as its sender announces them; undefined when they don't. */
export function lengthOf({ headers }: FastifyRequest): number | undefined {
  const length = headers['content-length'];
  if (length !== undefined) return Number(length);
  return headers['transfer-encoding'] === undefined ? 0 : undefined;
}
