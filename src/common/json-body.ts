import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidError } from './errors.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The text of a JSON body, for those who need more of it than JSON.parse keeps. */
    rawBody?: string;
  }
}

/** Keys that could change what an object is. Matched on text first, as a body seldom holds them. */
const SUSPICIOUS = /"(?:__proto__|constructor)"/;

/**
 * Reads JSON bodies. An empty one counts as none: clients send the content type with every request.
 * A `__proto__` member is refused wherever it stands.
 */
export function useJsonBodies(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser(
    ['application/json', 'application/*+json'],
    { parseAs: 'string' },
    (request: FastifyRequest, text: string, done) => {
      request.rawBody = text;
      try {
        done(null, text.trim() === '' ? undefined : parse(text));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function parse(text: string): unknown {
  try {
    return SUSPICIOUS.test(text) ? JSON.parse(text, refuseProto) : JSON.parse(text);
  } catch (error) {
    if (error instanceof InvalidError) throw error;
    throw new InvalidError(`The body is not JSON: ${(error as Error).message}`);
  }
}

function refuseProto(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__')
    throw new InvalidError('The body holds a member named __proto__, which is not accepted');
  return value;
}
