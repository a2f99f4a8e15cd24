import type { IncomingMessage } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Incoming } from './intake.service.js';

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

/** The body of a request that is a file. */
export function incomingFile({ headers, raw }: FastifyRequest): Incoming {
  const announced = headers['content-length'];
  const unknown = headers['transfer-encoding'] === undefined ? 0 : undefined;
  return { bytes: bytesOf(raw), length: announced === undefined ? unknown : Number(announced) };
}

/** What is refused is still read to its end: the next request may stand behind it on the connection. */
async function* bytesOf(raw: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of raw.iterator({ destroyOnReturn: false })) yield piece as Buffer;
  } finally {
    raw.resume();
  }
}
