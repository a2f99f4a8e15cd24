import Bull from 'bull';
import pg from 'pg';
import { startChild, stopChild } from '../scripts/local-servers/child-process.mjs';
import { row } from './report.js';

const JOBS = 3000;
const AT_ONCE = 20;
const WORKER_CONCURRENCY = 32;

export interface Places {
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** Jobs per second from the first submit over HTTP to the last final status, beside Bull and nothing else. */
export async function benchJobs(places: Places): Promise<void> {
  await submitAll(places, 300);
  const ours = await submitAll(places, JOBS);
  const floor = await bareBull(places.redisUrl);
  row('jobs: submit over HTTP to final status', ours, 'jobs/s', floor, 'bare Bull');
}

/** Jobs per second from the first submit to the last final status. */
export async function submitAll({ apiUrl, databaseUrl }: Places, jobs: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const before = await countFinal(client);
    const began = performance.now();
    await repeat(jobs, () => submit(apiUrl));
    while ((await countFinal(client)) < before + jobs) await pause(5);
    return (jobs * 1000) / (performance.now() - began);
  } finally {
    await client.end();
  }
}

async function countFinal(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM runs WHERE status = 'completed'`,
  );
  return Number(rows[0]!.count);
}

async function submit(apiUrl: string): Promise<void> {
  const answer = await fetch(`${apiUrl}/jobs/submit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"app_id":"your-app-id","board_id":"your-board-id","payload":{"key":"value"}}',
  });
  if (answer.status !== 201) throw new Error(`Submit answered ${answer.status}`);
  await answer.arrayBuffer();
}

async function bareBull(redisUrl: string): Promise<number> {
  const queue = new Bull('bare', redisUrl);
  const worker = startChild(
    process.execPath,
    [`${import.meta.dirname}/bare-bull-worker.js`, redisUrl, `${WORKER_CONCURRENCY}`],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const add = () => queue.add({}, { removeOnComplete: true }).then(() => undefined);
  const done = async () => {
    const { waiting, active } = await queue.getJobCounts();
    return waiting + active === 0;
  };
  try {
    await repeat(300, add);
    while (!(await done())) await pause(5);
    const began = performance.now();
    await repeat(JOBS, add);
    while (!(await done())) await pause(5);
    return (JOBS * 1000) / (performance.now() - began);
  } finally {
    await stopChild(worker);
    await queue.close();
  }
}

async function repeat(times: number, act: () => Promise<void>): Promise<void> {
  let left = times;
  const line = async () => {
    while (left-- > 0) await act();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
