import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';

const root = path.resolve(import.meta.dirname, '../..');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const surroundings = { ...process.env, ...env };
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [program, ...args],
      { cwd: root, env: surroundings },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  );
}

const check = (...args: string[]) => run('dist/cli/check-installation.js', args);

describe('helm test', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
  let surroundings: Surroundings;
  let api: RunningApp | undefined;
  let worker: RunningApp | undefined;

  beforeAll(async () => {
    surroundings = await createSurroundings();
  });
  afterEach(async () => {
    await api?.close();
    await worker?.close();
    api = worker = undefined;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await surroundings.database.drop();
  });

  const start = async (env: Record<string, string> = {}) => {
    const all = { ...surroundings.env, JOBS_AUTH: 'required', ...env };
    api = await startApp('api', all);
    worker = await startApp('worker', all);
    return api.url;
  };
  const leftOvers = async () => {
    const [row] = await surroundings.database.query(
      `SELECT (SELECT count(*) FROM users WHERE email LIKE 'check-%')::int AS users,
        (SELECT count(*) FROM apps)::int AS apps`,
    );
    return row;
  };

  it('sends a job through the queue and leaves nothing behind', async () => {
    const url = await start();
    const { code, stdout, stderr } = await check(url);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      `ok  ready: Postgres, Redis and the schema
ok  written to the database: an account
ok  through the queue: a job that a worker ran
`,
    );
    expect(code).toBe(0);
    expect(await leftOvers()).toEqual({ users: 0, apps: 0 });
  });

  it('says why where nobody can register, and takes a token there', async () => {
    const url = await start();
    const register = await fetch(`${url}/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'a@example.com', password: 'a sentence to log in', name: 'A' }),
    });
    const { access_token: token } = (await register.json()) as { access_token: string };
    await api!.close();
    await worker!.close();

    const closed = await start({ REGISTRATION: 'closed' });
    const refused = await check(closed);
    expect(refused.stderr).toContain('POST /api/v1/auth/register was answered 403');
    expect(refused.code).toBe(1);

    const file = path.join(folder, 'token');
    writeFileSync(file, `${token}\n`);
    expect(await check(closed, '--token-file', file)).toMatchObject({ code: 0, stderr: '' });
    expect(await leftOvers()).toEqual({ users: 0, apps: 0 });
  });

  it('fails where nothing answers, and where the command line is bad', async () => {
    expect(await check('http://127.0.0.1:1')).toMatchObject({ code: 1, stdout: '' });
    expect(await check()).toMatchObject({ code: 2 });
    expect((await check('nowhere')).stderr).toMatch(/^Usage:/);
  });

  it('the demo apps are put in place once, however often that is asked for', async () => {
    const { DATABASE_URL = '' } = surroundings.env;
    const seeds = [1, 2].map(() => run('dist/cli/seed-demo.js', [], { DATABASE_URL }));
    for (const seed of await Promise.all(seeds))
      expect(seed).toMatchObject({ code: 0, stderr: '' });
    expect(await leftOvers()).toEqual({ users: 0, apps: 2 });
  });
});
