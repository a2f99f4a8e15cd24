import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

const MAX_IMAGE_BYTES = 1_048_576;
/** Without SVG, which is a program. What a body really is, only its bytes tell. */
const TYPES = [
  'image/png',
  'image/jpeg',
  'image/jpg',
  'image/webp',
  'image/gif',
  'application/octet-stream',
];

/** A route whose body is an image: a Buffer of at most 1 MiB. No other route takes one. */
export const TakesImage = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesImage: true }),
    ApiConsumes(...TYPES),
    ApiBody({
      schema: { type: 'string', format: 'binary', example: 'the bytes of the image' },
    }),
  );

export function useImageBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    TYPES,
    { parseAs: 'buffer', bodyLimit: MAX_IMAGE_BYTES },
    (request: FastifyRequest, body, done) => {
      const { takesImage } = request.routeOptions.config as { takesImage?: true };
      if (takesImage === true) done(null, body);
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']));
    },
  );
}
