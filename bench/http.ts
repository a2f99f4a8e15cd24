import autocannon from 'autocannon';
import { startChild, stopChild, whenReady } from '../scripts/local-servers/child-process.mjs';
import { freePort } from '../scripts/local-servers/free-port.mjs';
import { row } from './report.js';

const CONNECTIONS = 20;
const SECONDS = 3;
const ROUNDS = 3;

/** Requests per second of the product's lightest route, beside a route of Fastify and nothing else. */
export async function benchHttp(apiUrl: string): Promise<void> {
  const port = await freePort();
  const bare = startChild(process.execPath, [`${import.meta.dirname}/bare-fastify.js`, `${port}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const bareUrl = `http://127.0.0.1:${port}/`;
  try {
    await whenReady(bare, async () => (await fetch(bareUrl)).ok, 10_000);
    const [ours, floor] = await inTurns(`${apiUrl}/api/v1/health`, bareUrl);
    row('http: GET /api/v1/health', ours, 'requests/s', floor, 'bare Fastify');
  } finally {
    await stopChild(bare);
  }
}

/** Best of some rounds, one after the other, so that both meet the same neighbours on the machine. */
async function inTurns(...urls: readonly [string, string]): Promise<[number, number]> {
  const best: [number, number] = [0, 0];
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, url] of urls.entries()) {
      const { requests, non2xx, errors } = await autocannon({
        url,
        connections: CONNECTIONS,
        duration: SECONDS,
      });
      if (non2xx + errors > 0) throw new Error(`${url} answered ${non2xx + errors} errors`);
      best[index as 0 | 1] = Math.max(best[index as 0 | 1], requests.average);
    }
  return best;
}
