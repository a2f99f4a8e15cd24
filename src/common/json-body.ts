import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse } from 'secure-json-parse';
import { InvalidError } from './errors.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The text of a JSON body, for those who need more of it than JSON.parse keeps. */
    rawBody?: string;
  }
}

/** Deeper bodies would overflow the stack of whoever walks them. Boards and payloads stay far below. */
const MAX_DEPTH = 200;

/**
 * Takes JSON bodies and no others. An empty one counts as none: clients send the content type with
 * every request. Members that could change what an object is are refused wherever they stand.
 */
export function useJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/*+json'],
    { parseAs: 'string' },
    (request: FastifyRequest, text: string, done) => {
      request.rawBody = text;
      try {
        done(null, text.trim() === '' ? undefined : read(text));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function read(text: string): unknown {
  const body = parseSafely(text);
  if (isDeeperThan(body, MAX_DEPTH))
    throw new InvalidError(`The body is nested deeper than ${MAX_DEPTH} levels`);
  return body;
}

function parseSafely(text: string): unknown {
  try {
    return parse(text, undefined, { protoAction: 'error', constructorAction: 'error' });
  } catch (error) {
    throw new InvalidError(`The body is not acceptable JSON: ${(error as Error).message}`);
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}
