// `npm start` as a user gets it, in a data folder and on a port of the test's own.
import path from 'node:path';
import { startChild, stopChild } from '../../scripts/local-servers/child-process.mjs';
import { until } from './until.js';

const root = path.resolve(import.meta.dirname, '../..');

export interface Launcher {
  output(): string;
  /** Returns once it has printed that it is ready, with the process ids it printed. */
  ready(): Promise<Record<'api' | 'worker' | 'Redis' | 'Postgres', number>>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  exited: Promise<number | null>;
}

export function launch(home: string, port: number): Launcher {
  // Servers and rights that this shell may have set up are not part of the first start.
  const {
    DATABASE_URL: _database,
    REDIS_URL: _redis,
    JOBS_AUTH: _auth,
    npm_lifecycle_event: _npm,
    ...env
  } = process.env;
  const child = startChild(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...env, FLOW_LIKE_HOME: home, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let ended = false;
  for (const stream of [child.process.stdout, child.process.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  void child.exited.then(() => (ended = true));

  return {
    output: () => output,
    async ready() {
      const line = await until(
        () => {
          if (ended) throw new Error(`npm start ended before it was ready:\n${output}`);
          return /^ *Processes +(.*)$/m.exec(output)?.[1];
        },
        { within: 60_000 },
      );
      return Object.fromEntries(
        line.split(', ').map((part) => [part.split(' ')[0], Number(part.split(' ')[1])]),
      );
    },
    stop: async (signal = 'SIGINT') => (await stopChild(child, signal, 30_000)).code,
    exited: child.exited.then((end) => end.code),
  };
}
