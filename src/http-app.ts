import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import cors from '@fastify/cors';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import helmet from 'helmet';
import { useFileBodies } from './common/file-body.js';
import { useAnyBodies } from './common/any-body.js';
import { useImageBodies } from './common/image-body.js';
import { useJsonBodies, useYamlBodies } from './common/json-body.js';
import { Lifecycle } from './common/lifecycle.js';
import { createPino, PinoLogger } from './common/logger.js';
import { answerWithRequestId, requestId } from './common/request-id.js';
import { problem, PROBLEM_TYPE } from './common/problem.js';
import type { Config } from './config/config.js';
import { measureRequests } from './metrics/measure-requests.js';
import { Metrics } from './metrics/metrics.js';
import { traceRequests } from './tracing/trace-requests.js';
import { tellRequests } from './tracing/tell-requests.js';
import { Tracing } from './tracing/tracing.js';

/** What pages of other origins may read of an answer, beside its body. */
const EXPOSED_HEADERS = [
  'accept-ranges',
  'content-disposition',
  'content-range',
  'etag',
  'idempotent-replay',
  'link',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'server-timing',
  'www-authenticate',
  'x-request-id',
];

/** A Nest application on Fastify as every role wants it; not listening yet. */
export async function createHttpApp(
  module: Type | DynamicModule,
  config: Config,
  pino = createPino(config),
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    loggerInstance: pino,
    // A line for every probe and every status poll would bury the rest.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: refuseUrl,
    clientErrorHandler: refuseConnection,
    genReqId: requestId,
    trustProxy: config.http.trustedProxies.length > 0 ? [...config.http.trustedProxies] : false,
    bodyLimit: config.http.bodyLimitBytes,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    // Closing is announced by readiness and by connection: close; what still comes is still answered.
    return503OnClosing: false,
    // Node would answer a request without Host on its own, with nothing.
    http: { requireHostHeader: false },
    // Nest takes the slash off the paths of its routes; this one is documented with it.
    rewriteUrl: ({ url = '/' }) => url.replace(/^\/api\/v1\/(?=\?|$)/, '/api/v1'),
    // Longer URLs never get here: Node bounds the head of a request at 16 KiB.
    routerOptions: { maxParamLength: 16_384 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new PinoLogger(pino),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  answerWithRequestId(fastify);
  traceRequests(fastify, app.get(Tracing));
  if (config.http.metricsPort !== 0) measureRequests(fastify, app.get(Metrics));
  tellRequests(fastify, pino);
  keepAnswersOutOfCaches(fastify);
  closeConnectionsWhenDraining(fastify, app.get(Lifecycle));
  closeUnusedConnections(fastify);
  fastify.server.on('checkExpectation', (request, response) => fastify.routing(request, response));
  const limits = { usual: config.http.bodyLimitBytes, large: config.limits.boardBytes };
  useJsonBodies(fastify, limits);
  useYamlBodies(fastify, limits);
  useImageBodies(fastify);
  useFileBodies(fastify);
  useAnyBodies(fastify);
  await app.register(cors, {
    origin: config.http.corsOrigins === '*' ? '*' : [...config.http.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  });
  protectBrowsers(fastify);
  return app;
}

/** The plugin for Fastify would make these headers anew for every request. */
function protectBrowsers(fastify: FastifyInstance): void {
  // upgrade-insecure-requests would break Swagger UI on plain http, e.g. behind a port-forward.
  const directives = { upgradeInsecureRequests: null };
  const protect = helmet({ contentSecurityPolicy: { directives } });
  fastify.addHook('onRequest', (request, reply, done) =>
    protect(request.raw, reply.raw, () => done()),
  );
}

/** What is said to one caller is nobody else's, nor any disk's: routes that are public say so themselves. */
function keepAnswersOutOfCaches(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });
}

/** A connection kept alive beyond its answer would keep the server from closing. */
function closeConnectionsWhenDraining(fastify: FastifyInstance, lifecycle: Lifecycle): void {
  fastify.addHook('onSend', (_request, reply, _body, done) => {
    if (lifecycle.phase === 'draining') reply.header('connection', 'close');
    done();
  });
}

/**
 * Clients open connections before they need them. To Node such a one is not idle: the server would wait for its
 * first request.
 */
function closeUnusedConnections(fastify: FastifyInstance): void {
  const open = new Set<Socket>();
  fastify.server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  fastify.addHook('preClose', (done) => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    done();
  });
}

/** A URL that can't be decoded never reaches a route, nor the error filter. */
function refuseUrl(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .status(400)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem(400, error.message, request)));
}

/** What is no HTTP never becomes a request: all that can be done is to say so and hang up. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const detail = tooLarge ? 'The headers are too large' : 'This is not a request in HTTP/1.1';
  const id = randomUUID();
  const body = JSON.stringify(problem(status, detail, { id, url: '' }));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `x-request-id: ${id}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
