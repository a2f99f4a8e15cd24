import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

/** Stands in the place of whatever type a file was sent with: no other parser must touch it. */
const FILE_TYPE = 'application/x-file-as-it-comes';

/** A route whose body is a file of any type, left unread: `request.raw` is its stream. */
export const TakesFile = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesFile: true }),
    ApiConsumes('application/octet-stream'),
    ApiBody({ schema: { type: 'string', format: 'binary', example: 'the bytes of the file' } }),
  );

export function takesFile({ routeOptions: { config } }: FastifyRequest): boolean {
  return (config as { takesFile?: true }).takesFile === true;
}

export function useFileBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (takesFile(request)) request.headers['content-type'] = FILE_TYPE;
    done();
  });
  fastify.addContentTypeParser(FILE_TYPE, (request: FastifyRequest, _body, done) => {
    if (takesFile(request)) done(null);
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(FILE_TYPE));
  });
}
