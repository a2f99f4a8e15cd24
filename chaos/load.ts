import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { World } from './world.js';

/** Every tenth job takes this long, so that a fault finds some at work. */
export const LONG_MS = 500;
export const APPS = ['app-0', 'app-1', 'app-2', 'app-3'];
const ANSWER_WITHIN_MS = 10_000;
const MOST_CLIENTS = 500;
const GIVE_UP_MS = 200_000;
/** Without an answer clients come again at ever longer intervals, as well-behaved ones do. */
const FIRST_WAIT_MS = 200;
const MOST_WAIT_MS = 2000;

export interface Expected {
  readonly status: string;
  /** Undefined = whatever. */
  readonly result?: string;
}

/** A job as its client sees it. */
export interface SentJob {
  /** When it was sent first, in ms of the epoch. */
  readonly sent: number;
  readonly expected: Expected;
  /** Undefined until it is accepted. */
  id: string | undefined;
}

/** Clients that send jobs at an even pace, and repeat what was not accepted under the same Idempotency-Key. */
export class Load {
  readonly jobs: SentJob[] = [];
  /** How often clients met what: a status or the code of a broken connection. */
  readonly errors = new Map<string, number>();
  readonly began = Date.now();
  /** Of `try`. */
  acceptedCount = 0;
  /** Refusals that did not say when to come again. */
  uncleanCount = 0;
  private readonly open = new Set<Promise<void>>();
  private tried = 0;

  constructor(
    private readonly world: World,
    private readonly name: string,
  ) {}

  async send(count: number, perSecond: number): Promise<void> {
    const began = performance.now();
    for (let number = 0; number < count; number++) {
      const wait = began + (number * 1000) / perSecond - performance.now();
      if (wait > 1) await sleep(wait);
      while (this.open.size >= MOST_CLIENTS) await Promise.race(this.open);
      const isLong = number % 10 === 9;
      const key = `${this.name}-${number}`;
      this.begin(APPS[number % APPS.length]!, isLong ? 'long' : 'echo', key, {
        status: 'completed',
        result: isLong ? 'done' : key,
      });
    }
    await Promise.all(this.open);
  }

  begin(app: string, board: string, key: string, expected: Expected): void {
    const job: SentJob = { sent: Date.now(), expected, id: undefined };
    this.jobs.push(job);
    const client = this.submit(job, app, board, key).finally(() => this.open.delete(client));
    this.open.add(client);
  }

  /** One submit of a short job that nobody repeats. */
  async try(): Promise<void> {
    const number = this.tried++;
    const key = `${this.name}-try-${number}`;
    const expected = { status: 'completed', result: key };
    const job: SentJob = { sent: Date.now(), expected, id: undefined };
    this.jobs.push(job);
    await this.sendOnce(job, APPS[number % APPS.length]!, 'echo', key);
    if (job.id !== undefined) this.acceptedCount++;
  }

  private async submit(job: SentJob, app: string, board: string, key: string): Promise<void> {
    const until = performance.now() + GIVE_UP_MS;
    for (let tried = 0; performance.now() < until; tried++) {
      const toldMs = await this.sendOnce(job, app, board, key);
      if (job.id !== undefined) return;
      const waitMs = toldMs ?? Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** tried);
      await sleep(waitMs * (1 + 0.2 * Math.random()));
    }
  }

  /** Answers how many ms the server says to wait before the next try, if it says so. */
  private async sendOnce(
    job: SentJob,
    app: string,
    board: string,
    key: string,
  ): Promise<number | undefined> {
    try {
      const { statusCode, headers, body } = await request(`${this.world.anApi().url}/jobs/submit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ app_id: app, board_id: board, payload: { key } }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await body.text();
      const retryAfter = headers['retry-after'];
      if (statusCode === 201)
        job.id = (JSON.parse(text) as { job_id: string }).job_id.replace('job-', '');
      else {
        this.note(`${statusCode}`);
        if (retryAfter === undefined) this.uncleanCount++;
      }
      return retryAfter === undefined ? undefined : Number(retryAfter) * 1000;
    } catch (error) {
      this.note(nameOf(error as Error));
      return undefined;
    }
  }

  private note(what: string): void {
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1);
  }
}

function nameOf(error: Error): string {
  const { code } = (error.cause ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
