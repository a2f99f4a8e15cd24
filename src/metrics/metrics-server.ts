import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

/** Answers `GET /metrics` and nothing else, on a port of its own that no ingress leads to. */
export async function serveMetrics(metrics: Metrics, port: number, host: string): Promise<Server> {
  metrics.watchProcess();
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    void answer(metrics, request, response);
  });
  server.maxRequestsPerSocket = 1000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // Only what serves keeps a process alive.
  server.unref();
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function answer(
  metrics: Metrics,
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (url.split('?')[0] !== '/metrics') return refuse(response, 404);
  if (method !== 'GET' && method !== 'HEAD') return refuse(response.setHeader('allow', 'GET'), 405);
  try {
    const text = await metrics.scrape();
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
    response.end(method === 'HEAD' ? undefined : text);
  } catch {
    refuse(response, 500);
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end();
}
