import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { parse } from 'secure-json-parse';
import { MAX_ANY_BODY_BYTES, takesAnyBody } from './any-body.js';
import { InvalidError } from './errors.js';
import { takesFile } from './file-body.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The text of a JSON body, for those who need more of it than JSON.parse keeps. */
    rawBody?: string;
  }
}

/** Deeper bodies would overflow the stack of whoever walks them. Boards and payloads stay far below. */
const MAX_DEPTH = 200;

const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/**
 * A route that takes whole boards: its body may be as large as a board may be. With `yaml` it may be YAML, which
 * is left as text in `rawBody`; the body then counts as none.
 */
export const TakesLargeBody = ({ yaml = false } = {}): MethodDecorator =>
  applyDecorators(RouteConfig({ takesLargeBody: true, takesYaml: yaml }));

/** Largest bodies, in bytes. */
export interface BodyLimits {
  readonly usual: number;
  /** For routes with `@TakesLargeBody()`. */
  readonly large: number;
}

/**
 * Takes JSON bodies and no others. An empty one counts as none: clients send the content type with
 * every request. Members that could change what an object is are refused wherever they stand.
 */
export function useJsonBodies(fastify: FastifyInstance, limits: BodyLimits): void {
  fastify.removeAllContentTypeParsers();
  // Before the body is read, when its length is known; else when it is.
  fastify.addHook('onRequest', (request, _reply, done) => {
    const length = Number(request.headers['content-length'] ?? 0);
    done(
      length > limitOf(request, limits) ? new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE() : undefined,
    );
  });
  fastify.addContentTypeParser(
    ['application/json', 'application/*+json'],
    { parseAs: 'string', bodyLimit: Math.max(limits.usual, limits.large) },
    (request: FastifyRequest, text: string, done) => {
      if (Buffer.byteLength(text) > limitOf(request, limits))
        return done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
      request.rawBody = text;
      try {
        done(null, text.trim() === '' ? undefined : read(text));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** Takes YAML where a route says so, and nowhere else. */
export function useYamlBodies(fastify: FastifyInstance, { large }: BodyLimits): void {
  fastify.addContentTypeParser(
    YAML_TYPES,
    { parseAs: 'string', bodyLimit: large },
    (request: FastifyRequest, text: string, done) => {
      const { takesYaml } = request.routeOptions.config as { takesYaml?: boolean };
      request.rawBody = text;
      if (takesYaml === true) done(null);
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']));
    },
  );
}

export const isYaml = ({ headers }: FastifyRequest): boolean =>
  YAML_TYPES.some((type) => headers['content-type']?.toLowerCase().startsWith(type) === true);

function limitOf(request: FastifyRequest, limits: BodyLimits): number {
  if (takesFile(request)) return Number.POSITIVE_INFINITY; // whoever reads it counts
  if (takesAnyBody(request)) return MAX_ANY_BODY_BYTES;
  return takesLargeBody(request) ? Math.max(limits.usual, limits.large) : limits.usual;
}

/** Whether the route of a request is one with `@TakesLargeBody()`. */
export function takesLargeBody({ routeOptions: { config } }: FastifyRequest): boolean {
  return (config as { takesLargeBody?: true }).takesLargeBody === true;
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
