import type { FastifyInstance } from 'fastify';
import { traceparentOf } from './traceparent.js';
import type { Span, Tracing } from './tracing.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its step of a trace; undefined when traces are off. */
    span: Span | undefined;
  }
}

/** Asked every few seconds for as long as a process lives: nobody follows them. */
const PROBES = /^\/health(\/|$)/;

/** A span for every request, named by the pattern of its route. Whatever part of it goes elsewhere goes on from there. */
export function traceRequests(fastify: FastifyInstance, tracing: Tracing): void {
  fastify.decorateRequest('span', undefined);
  if (!tracing.isOn) return;
  fastify.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    if (PROBES.test(route)) return;
    const { method } = request;
    const span = tracing.start({
      name: `${method} ${route}`,
      kind: 'server',
      parent: traceparentOf(request.headers['traceparent']),
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'flow_like.request.id': request.id,
      },
    });
    request.span = span;
    // Comes also when the caller does not wait for the answer.
    reply.raw.once('close', () => {
      const { statusCode } = reply;
      span?.set({ 'http.response.status_code': statusCode });
      const error = reply.raw.writableFinished ? undefined : 'disconnected';
      span?.end({ error: statusCode >= 500 ? `${statusCode}` : error });
    });
  });
}

/** The trace that a request belongs to: our own step of it, else what the caller says. */
export function traceOf({
  span,
  headers,
}: {
  readonly span: Span | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}): string | undefined {
  return span?.traceparent ?? traceparentOf(headers['traceparent']);
}
