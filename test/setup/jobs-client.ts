import assert from 'node:assert/strict';
import { until } from './until.js';

export interface JobBody {
  job_id: string;
  status: string;
  started_at: string | null;
  completed_at: string | null;
  error: string | null;
  result: unknown;
  progress: number | null;
  attempts: number;
  created_at: string;
}

const FINAL = ['completed', 'failed', 'cancelled', 'timeout'];

/** Talks to /jobs as a user's program would. */
export class JobsClient {
  constructor(private readonly url: string) {}

  send(body: unknown): Promise<Response> {
    return fetch(`${this.url}/jobs/submit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Submits a job that must be accepted; answers its id. */
  async submit(body: object): Promise<string> {
    const answer = await this.send(body);
    const accepted = (await answer.json()) as JobBody;
    assert.deepEqual([answer.status, accepted.status], [201, 'queued'], JSON.stringify(accepted));
    assert.match(accepted.job_id, /^job-[0-9a-f-]{36}$/);
    assert.equal(answer.headers.get('location'), `/jobs/${accepted.job_id}`);
    return accepted.job_id;
  }

  async get(id: string): Promise<JobBody> {
    const answer = await fetch(`${this.url}/jobs/${id}`);
    assert.equal(answer.status, 200);
    return (await answer.json()) as JobBody;
  }

  async cancel(id: string): Promise<number> {
    const answer = await fetch(`${this.url}/jobs/${id}/cancel`, { method: 'POST' });
    if (answer.status === 204) assert.equal(await answer.text(), '');
    return answer.status;
  }

  untilStatus(id: string, status: string, within = 10_000): Promise<JobBody> {
    return until(
      async () => {
        const job = await this.get(id);
        return job.status === status ? job : undefined;
      },
      { within },
    );
  }

  untilFinal(id: string, within = 10_000): Promise<JobBody> {
    return until(
      async () => {
        const job = await this.get(id);
        return FINAL.includes(job.status) ? job : undefined;
      },
      { within },
    );
  }
}
