import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { traceIdOf } from './traceparent.js';
import { traceOf } from './trace-requests.js';

/** A line for every answer, for debugging. By the pattern of the route: paths and queries may hold credentials. */
export function tellRequests(fastify: FastifyInstance, pino: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    if (pino.isLevelEnabled('debug'))
      pino.debug(
        {
          context: 'Requests',
          request_id: request.id,
          trace_id: traceIdOf(traceOf(request)),
          method: request.method,
          route: request.routeOptions.url ?? 'none',
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'Answered',
      );
    done();
  });
}
