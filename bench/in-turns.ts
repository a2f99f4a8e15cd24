import autocannon from 'autocannon';
import { startChild, stopChild, whenReady } from '../scripts/local-servers/child-process.mjs';
import { freePort } from '../scripts/local-servers/free-port.mjs';

const CONNECTIONS = 20;
const SECONDS = 3;
const ROUNDS = 3;

export interface Request {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Measured {
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Best of some rounds, one after the other, so that all meet the same neighbours on the machine. */
export async function inTurns(requests: readonly Request[]): Promise<Measured[]> {
  const best = requests.map((): Measured => ({ rate: 0, p50: 0, p99: 0 }));
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, request] of requests.entries()) {
      const measured = await autocannon({
        ...request,
        connections: CONNECTIONS,
        duration: SECONDS,
      });
      const { requests: answered, latency, non2xx, errors } = measured;
      if (non2xx + errors > 0) throw new Error(`${request.url} answered ${non2xx + errors} errors`);
      if (answered.average > best[index]!.rate)
        best[index] = { rate: answered.average, p50: latency.p50, p99: latency.p99 };
    }
  return best;
}

/** Runs one of the servers of this folder as a process of its own for as long as `act` takes. */
export async function beside<T>(
  file: string,
  args: readonly string[],
  act: (url: string) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startChild(
    process.execPath,
    [`${import.meta.dirname}/${file}`, `${port}`, ...args],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    await whenReady(server, async () => (await fetch(url)).status < 500, 10_000);
    return await act(url);
  } finally {
    await stopChild(server);
  }
}
