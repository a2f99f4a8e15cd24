// The product as real processes, for tests that kill, drain and restart them.
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import {
  type End,
  startChild,
  stopChild,
  whenReady,
} from '../../scripts/local-servers/child-process.mjs';
import { freePort } from '../../scripts/local-servers/free-port.mjs';

const root = path.resolve(import.meta.dirname, '../..');

export interface RunningProcess {
  /** Base URL of its HTTP server. */
  url: string;
  process: ChildProcess;
  /** Everything it has written so far, stdout and stderr. */
  output(): string;
  /** Ends it, by force if it does not answer the signal, and returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Exit code once it is gone; null when a signal ended it. */
  exited: Promise<number | null>;
}

/** Starts `node dist/main.js` on a free port and returns when it is ready. */
export async function startProcess(
  role: 'api' | 'worker',
  env: Record<string, string>,
): Promise<RunningProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild(process.execPath, ['dist/main.js'], {
    cwd: root,
    deathSignal: 'SIGKILL',
    env: {
      ...process.env,
      JOBS_AUTH: 'off',
      HOST: '127.0.0.1',
      METRICS_PORT: '0',
      ...env,
      ROLE: role,
      PORT: `${port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.process.stdout, child.process.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));

  try {
    await whenReady(child, () => isReady(url), 40_000);
  } catch (error) {
    await stopChild(child, 'SIGKILL');
    throw new Error(`The ${role} did not start: ${(error as Error).message}\n${output}`);
  }
  return {
    url,
    process: child.process,
    output: () => output,
    stop: async (signal) => (await stopChild(child, signal)).code,
    exited: child.exited.then((end: End) => end.code),
  };
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
  await answer.body?.cancel();
  return answer.status === 200;
}
