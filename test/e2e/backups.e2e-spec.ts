import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startPostgres } from '../../scripts/local-servers/postgres.mjs';
import { migrate } from '../../src/database/migrate.js';
import { ApiClient } from '../setup/api-client.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { echo } from '../setup/boards.js';
import { JobsClient } from '../setup/jobs-client.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { testRedis } from '../setup/redis.js';

// The two ways of docs/backups.md. Redis is never saved: what is restored meets an empty one.

const WAITING = 3;
const folder = path.resolve('.local', 'test', `${process.pid}`, 'backups');
const majorOf = (text: string) => Number(/(\d+)/.exec(text)?.[1] ?? 0);

/** pg_dump refuses a server that is newer than itself. */
async function canDump(): Promise<boolean> {
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  const server = await withClient(process.env['TEST_POSTGRES_URL']!, (client) =>
    client.query<{ server_version: string }>('SHOW server_version'),
  );
  return majorOf(stdout ?? '') >= majorOf(server.rows[0]!.server_version);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const dumps = await canDump();

describe('what was saved and is restored', () => {
  let endings: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of endings.toReversed()) await end();
    endings = [];
    rmSync(folder, { recursive: true, force: true });
  });

  async function started(role: 'api' | 'worker', env: Record<string, string>) {
    const running = await startProcess(role, { ...env, LOG_LEVEL: 'warn' });
    endings.push(() => running.stop('SIGKILL'));
    return running;
  }
  async function surroundings(): Promise<Surroundings> {
    const made = await createSurroundings();
    endings.push(() => made.database.drop());
    return made;
  }

  /** An account with an app, a run that has ended and some that wait. */
  async function fill(api: RunningProcess) {
    const client = new ApiClient(api.url);
    const { access_token: token, user } = await client.register();
    const own = client.as(token);
    const { id: app } = (await own.post('/api/v1/apps', { name: 'Kept' })).body;
    const board = { ...(echo().json() as object), name: 'Kept, too' };
    expect((await own.put(`/api/v1/apps/${app}/board/b`, board)).status).toBe(200);
    const call = { app_id: app, board_id: 'b', payload: { key: 'value' } };
    const run = (await own.post('/api/v1/execution/run', call)).body;
    expect(run).toMatchObject({ status: 'completed', result: 'value' });
    const jobs = new JobsClient(api.url);
    const waiting = [];
    for (let index = 0; index < WAITING; index++) waiting.push(await jobs.submit(call));
    const {
      created_at: _c,
      updated_at: _u,
      ...saved
    } = (await own.get(`/api/v1/apps/${app}/board/b`)).body;
    return { token, email: user.email, app, saved, run, waiting };
  }

  async function expectAll(
    env: Record<string, string>,
    { token, email, app, saved, run, waiting }: Awaited<ReturnType<typeof fill>>,
  ): Promise<void> {
    const redis = testRedis();
    const emptyRedis = { REDIS_URL: redis.url, QUEUE_PREFIX: redis.prefix };
    const api = await started('api', { ...env, ...emptyRedis });
    const own = new ApiClient(api.url).as(token);
    expect((await own.get(`/api/v1/apps/${app}/board/b`)).body).toMatchObject(saved);
    expect((await own.get(`/api/v1/execution/${run.id}`)).body).toEqual(run);
    expect((await new ApiClient(api.url).login(email)).user.email).toBe(email);
    await started('worker', { ...env, ...emptyRedis });
    const jobs = new JobsClient(api.url);
    for (const id of waiting)
      expect(await jobs.untilFinal(id, 30_000)).toMatchObject({ status: 'completed', result: 'value' }); // prettier-ignore
  }

  it('as a copy of the files of a server that goes on working, is all there', async () => {
    mkdirSync(folder, { recursive: true });
    const { env } = await surroundings();
    const first = await startPostgres({ directory: path.join(folder, 'first') });
    endings.push(() => first.stop());
    expect(await migrate(first.url('postgres'))).toBeGreaterThan(0);
    const api = await started('api', { ...env, DATABASE_URL: first.url('postgres') });
    const kept = await fill(api);

    const copy = path.join(folder, 'copy');
    await withClient(first.url('postgres'), async (client) => {
      await client.query(`SELECT pg_backup_start('test', fast => true)`);
      cpSync(path.join(folder, 'first'), copy, {
        recursive: true,
        filter: (file) => !/[/\\](postmaster\.(pid|opts)|pg_wal[/\\].+)$/.test(file),
      });
      const { rows } = await client.query<{ labelfile: string }>(
        'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
      );
      writeFileSync(path.join(copy, 'backup_label'), rows[0]!.labelfile);
    });
    cpSync(path.join(folder, 'first', 'pg_wal'), path.join(copy, 'pg_wal'), { recursive: true });
    await api.stop('SIGKILL');
    await first.stop();
    rmSync(path.join(folder, 'first'), { recursive: true });
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'nobody', copy]);
    execFileSync('chmod', ['-R', 'go-rwx', copy]);

    const second = await startPostgres({ directory: copy });
    endings.push(() => second.stop());
    await expectAll({ ...env, DATABASE_URL: second.url('postgres') }, kept);
  }, 180_000);

  (dumps ? it : it.skip)(
    `as a dump, is all there${dumps ? '' : ' (not tried: pg_dump is missing or older than the server)'}`,
    async () => {
      mkdirSync(folder, { recursive: true });
      const { env, database } = await surroundings();
      const api = await started('api', env);
      const kept = await fill(api);
      const file = path.join(folder, 'dump');
      execFileSync('pg_dump', ['--format=custom', `--file=${file}`, database.url]);
      await api.stop('SIGKILL');

      const name = `${new URL(database.url).pathname.slice(1)}_restored`;
      const url = Object.assign(new URL(database.url), { pathname: name }).href;
      const admin = (statement: string) =>
        withClient(process.env['TEST_POSTGRES_URL']!, (client) => client.query(statement));
      await admin(`CREATE DATABASE ${name} TEMPLATE template0`);
      endings.push(() => admin(`DROP DATABASE ${name} WITH (FORCE)`));
      execFileSync('pg_restore', ['--exit-on-error', '--no-owner', `--dbname=${url}`, file]);
      await expectAll({ ...env, DATABASE_URL: url }, kept);
    },
    180_000,
  );
});
