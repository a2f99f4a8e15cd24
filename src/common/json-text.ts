import type { FastifyReply } from 'fastify';

/** Answers what is JSON text already: it must not be encoded once more. */
export function asJson(reply: FastifyReply, text: string): string {
  reply.type('application/json; charset=utf-8').serializer((body) => body as string);
  return text;
}
