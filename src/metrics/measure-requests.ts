import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/**
 * Measures every request by the pattern of its route, never by its path. What no route takes has the route
 * `none`; an event stream lasts as long as its reader likes, so it is counted and not measured.
 */
export function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const type = reply.getHeader('content-type');
    if (typeof type === 'string' && type.startsWith('text/event-stream'))
      return metrics.streams.inc({ route });
    const { statusCode: status, elapsedTime } = reply;
    metrics.requestSeconds.observe({ method: request.method, route, status }, elapsedTime / 1000);
  });
}
