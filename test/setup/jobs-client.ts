import { expect } from '@jest/globals';
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
    expect([answer.status, accepted]).toEqual([
      201,
      { job_id: expect.stringMatching(/^job-[0-9a-f-]{36}$/), status: 'queued' },
    ]);
    expect(answer.headers.get('location')).toBe(`/jobs/${accepted.job_id}`);
    return accepted.job_id;
  }

  async get(id: string): Promise<JobBody> {
    const answer = await fetch(`${this.url}/jobs/${id}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as JobBody;
  }

  async cancel(id: string): Promise<number> {
    const answer = await fetch(`${this.url}/jobs/${id}/cancel`, { method: 'POST' });
    if (answer.status === 204) expect(await answer.text()).toBe('');
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
