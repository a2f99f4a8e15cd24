// `node dist/cli/check-installation.js URL`: the whole way of a job through a running installation (`helm test`).
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const USAGE = 'Usage: node dist/cli/check-installation.js URL [--token-file FILE]\n';
const PATIENCE_MS = 60_000;
const ANSWER_MS = 15_000;
const PASSWORD = randomUUID();
/** Answers with what it is sent as `key`. */
const BOARD = `
nodes:
  start:
    node:
      type: events_generic
      outputs: { key: generic }
  answer:
    node: events_generic_return_result
    response: <- start.key
flow:
  - start -> answer
`;

interface Job {
  readonly job_id: string;
  readonly status: string;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Asks an installation whether it is ready, then makes an app with a board, runs it through the queue and deletes it
 * again. Without a token it makes an account for that, which is deleted, too.
 */
class Installation {
  private token: string | undefined;

  constructor(private readonly url: string) {}

  async check(givenToken: string | undefined): Promise<void> {
    await this.call('GET', '/health/ready');
    step('ready: Postgres, Redis and the schema');
    this.token = givenToken ?? (await this.register());
    try {
      await this.runThroughQueue();
    } finally {
      if (givenToken === undefined)
        await this.call('DELETE', '/api/v1/user', { password: PASSWORD });
    }
  }

  private async register(): Promise<string> {
    const email = `check-${randomUUID()}@example.com`;
    const account = { email, password: PASSWORD, name: 'Check of the installation' };
    const { access_token: token } = await this.call<{ access_token: string }>(
      'POST',
      '/api/v1/auth/register',
      account,
    );
    step('written to the database: an account');
    return token;
  }

  private async runThroughQueue(): Promise<void> {
    const { id } = await this.call<{ id: string }>('POST', '/api/v1/apps', { name: 'Check' });
    try {
      await this.call('PUT', `/api/v1/apps/${id}/board/check`, BOARD);
      const key = randomUUID();
      const body = { app_id: id, board_id: 'check', payload: { key }, mode: 'async' };
      const { job_id: job } = await this.call<Job>('POST', '/jobs/submit', body);
      const { status, result, error } = await this.ended(job);
      if (status !== 'completed')
        throw new Error(`the job ended ${status}: ${JSON.stringify(error)}`);
      if (result !== key) throw new Error(`the job answered ${JSON.stringify(result)}, not ${key}`);
      step('through the queue: a job that a worker ran');
    } finally {
      await this.call('DELETE', `/api/v1/apps/${id}`);
    }
  }

  private async ended(id: string): Promise<Job> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const job = await this.call<Job>('GET', `/jobs/${id}`);
      if (job.status !== 'queued' && job.status !== 'running') return job;
      if (performance.now() > until)
        throw new Error(`the job is still ${job.status} after ${PATIENCE_MS / 1000} s: no worker?`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private async call<T>(method: string, path: string, body?: string | object): Promise<T> {
    const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': type }),
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
      },
      body: typeof body === 'object' ? JSON.stringify(body) : body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

function step(what: string): void {
  process.stdout.write(`ok  ${what}\n`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { 'token-file': { type: 'string' } },
    allowPositionals: true,
  });
  const [url] = positionals;
  if (url === undefined || positionals.length > 1 || !URL.canParse(url)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const file = values['token-file'];
  const token = file === undefined ? undefined : (await readFile(file, 'utf8')).trim();
  await new Installation(url.replace(/\/+$/, '')).check(token);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`not ok  ${(error as Error).message}\n`);
    process.exit(1);
  },
);
