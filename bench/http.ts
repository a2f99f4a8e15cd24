import { beside, inTurns } from './in-turns.js';
import { row } from './report.js';

/** Requests per second of the product's lightest route, beside a route of Fastify and nothing else. */
export async function benchHttp(apiUrl: string): Promise<void> {
  const [ours, floor] = await beside('bare-fastify.js', [], (bareUrl) =>
    inTurns([{ url: `${apiUrl}/api/v1/health` }, { url: bareUrl }]),
  );
  row('http: GET /api/v1/health', ours!.rate, 'requests/s', floor!.rate, 'bare Fastify');
}
