import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { canTieToParent } from '../../scripts/local-servers/child-process.mjs';
import { freePort } from '../../scripts/local-servers/free-port.mjs';
import { isAlive } from '../../scripts/local-servers/pid-file.mjs';
import { launch, type Launcher } from '../setup/launcher.js';
import { until } from '../setup/until.js';

const FINAL = ['completed', 'failed', 'cancelled', 'timeout'];
const TIMEOUT = 120_000;

describe('npm start', () => {
  let home: string;
  let port: number;
  let launchers: Launcher[] = [];

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'flow-like-'));
    await chmod(home, 0o755); // Postgres may run as another user
    port = await freePort();
  });
  afterEach(async () => {
    await Promise.all(launchers.map((launcher) => launcher.stop()));
    launchers = [];
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  function start(): Launcher {
    const launcher = launch(home, port);
    launchers.push(launcher);
    return launcher;
  }

  /** Does what the printed curl line does, on machines without curl as well. */
  async function submitAsPrinted(output: string): Promise<string> {
    const line = /^curl -X POST (\S+) -H 'Content-Type: application\/json' -d '(.+)'$/m;
    const [, url, body] = line.exec(output)!;
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(url!, { method: 'POST', headers, body: body! });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { job_id: string }).job_id;
  }

  async function finalStatus(jobId: string): Promise<string> {
    return until(
      async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/jobs/${jobId}`);
        const { status } = (await answer.json()) as { status: string };
        return FINAL.includes(status) ? status : undefined;
      },
      { within: 30_000 },
    );
  }

  it(
    'goes from an empty folder to a job that ends, and still knows it after a restart',
    async () => {
      const first = start();
      await first.ready();
      const jobId = await submitAsPrinted(first.output());
      const status = await finalStatus(jobId);
      expect(status).toBe('completed');
      expect(await first.stop()).toBe(0);

      await start().ready();
      expect(await finalStatus(jobId)).toBe(status);
    },
    TIMEOUT,
  );

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends everything it started on %s',
    async (signal) => {
      const launcher = start();
      const pids = Object.values(await launcher.ready());
      expect(pids).toHaveLength(4);
      expect(await launcher.stop(signal)).toBe(0);
      expect(pids.filter(isAlive)).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'starts a killed worker again, so that jobs still end',
    async () => {
      const launcher = start();
      const { worker } = await launcher.ready();
      process.kill(worker, 'SIGKILL');
      await until(() => launcher.output().includes('starting it again'));
      expect(await finalStatus(await submitAsPrinted(launcher.output()))).toBe('completed');
    },
    TIMEOUT,
  );

  it(
    'ends with the log to look at when its database dies',
    async () => {
      const launcher = start();
      const pids = await launcher.ready();
      process.kill(pids.Postgres, 'SIGKILL');
      expect(await launcher.exited).toBe(1);
      expect(launcher.output()).toContain(path.join(home, 'postgres.log'));
      expect(Object.values(pids).filter(isAlive)).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'refuses a second start in the same folder, and one on a taken port',
    async () => {
      await start().ready();
      const second = start();
      expect(await second.exited).toBe(1);
      expect(second.output()).toContain(`already uses ${home}`);

      const elsewhere = launch(path.join(home, 'elsewhere'), port);
      launchers.push(elsewhere);
      expect(await elsewhere.exited).toBe(1);
      expect(elsewhere.output()).toContain(`Port ${port} is in use`);
    },
    TIMEOUT,
  );

  (canTieToParent() ? it : it.skip)(
    'leaves nothing behind when it is killed itself, and starts again at once',
    async () => {
      const launcher = start();
      const pids = Object.values(await launcher.ready());
      await launcher.stop('SIGKILL');
      const next = start();
      await until(() => !pids.some(isAlive));
      await next.ready();
    },
    TIMEOUT,
  );
});
