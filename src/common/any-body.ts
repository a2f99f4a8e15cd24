import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body of a route with `@TakesAnyBody()`, byte by byte. Undefined = none. */
    rawBytes?: Buffer;
  }
}

export const MAX_ANY_BODY_BYTES = 10_485_760;
/** Stands in for the content type that was sent, so that no other parser touches the body. */
const INTERNAL_TYPE = 'application/vnd.flow-like.any-body';

/** A route that takes a body of whatever type, of 10 MiB at most, as the bytes it is. */
export const TakesAnyBody = (): MethodDecorator =>
  applyDecorators(RouteConfig({ takesAnyBody: true }));

export function takesAnyBody({ routeOptions: { config } }: FastifyRequest): boolean {
  return (config as { takesAnyBody?: true }).takesAnyBody === true;
}

export function useAnyBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (takesAnyBody(request)) request.raw.headers['content-type'] = INTERNAL_TYPE;
    done();
  });
  fastify.addContentTypeParser(
    INTERNAL_TYPE,
    { parseAs: 'buffer', bodyLimit: MAX_ANY_BODY_BYTES },
    (request: FastifyRequest, bytes: Buffer, done) => {
      if (!takesAnyBody(request))
        return done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(INTERNAL_TYPE));
      if (bytes.length > 0) request.rawBytes = bytes;
      done(null);
    },
  );
}
