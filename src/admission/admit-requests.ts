import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Admission, type AdmittedRequest } from './admission.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined for a request that is always answered. */
    admitted?: AdmittedRequest;
  }
}

/** A route that is answered however busy the server is: of those who must know that it is busy and not broken. */
export const AlwaysAnswered = (): MethodDecorator => RouteConfig({ isAlwaysAnswered: true });

/**
 * Refuses what is too much, before its credentials are looked at and its body is read. An answer is made when it is
 * sent, also to a client that has gone: what was begun for it keeps its place until then.
 */
export function admitRequests(app: NestFastifyApplication): void {
  const admission = app.get(Admission);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, { raw }, done) => {
    if (!isAlwaysAnswered(request)) {
      const admitted = admission.admit();
      request.admitted = admitted;
      raw.once('close', () => admitted.close());
    }
    done();
  });
  fastify.addHook('preValidation', async ({ admitted }) => admitted?.begin());
  fastify.addHook('onSend', ({ admitted }, _reply, _body, done) => {
    admitted?.end();
    done();
  });
}

function isAlwaysAnswered({ routeOptions: { config } }: FastifyRequest): boolean {
  return (config as { isAlwaysAnswered?: true }).isAlwaysAnswered === true;
}
