import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const EVERY_MS = 20;

export interface Probed {
  /** Of 99 of 100 answers. */
  readonly p99Ms: number;
  readonly failed: number;
}

/** Asks for liveness all the time, from a thread of its own: what the load costs this process is not to be measured. */
export class Prober {
  private constructor(private readonly thread: Worker) {}

  static start(urls: readonly string[]): Prober {
    return new Prober(new Worker(new URL(import.meta.url), { workerData: urls }));
  }

  async stop(): Promise<Probed> {
    const probed = new Promise<Probed>((resolve) => this.thread.once('message', resolve));
    this.thread.postMessage('stop');
    return probed;
  }
}

async function probe(urls: readonly string[]): Promise<Probed> {
  const times: number[] = [];
  let failed = 0;
  let isOver = false;
  parentPort!.once('message', () => (isOver = true));
  while (!isOver) {
    for (const url of urls) {
      const asked = performance.now();
      const isAlive = await fetch(`${url}/health/live`).then(
        async (answer) => (await answer.text()) !== '' && answer.ok,
        () => false,
      );
      times.push(performance.now() - asked);
      if (!isAlive) failed++;
    }
    await sleep(EVERY_MS);
  }
  times.sort((a, b) => a - b);
  return { p99Ms: times[Math.floor(times.length * 0.99)]!, failed };
}

if (!isMainThread) parentPort!.postMessage(await probe(workerData as string[]));
