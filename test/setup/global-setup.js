// Runs once before all tests: a Postgres and a Redis of this run's own, and the migrated database
// that every test database is a copy of. TEST_POSTGRES_URL and TEST_REDIS_URL, when set, are used
// instead (by one run at a time: its template database has a fixed name).
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { readPidFile, writePidFile } from '../../scripts/local-servers/pid-file.mjs';
import { startPostgres } from '../../scripts/local-servers/postgres.mjs';
import { startRedis } from '../../scripts/local-servers/redis.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const runs = path.join(root, '.local', 'test');
const WITHOUT_SERVERS = ['unit', 'boards', 'architecture'];

export default async function globalSetup() {
  if (!needsServers(process.argv)) return;
  const directory = ownDirectory();
  const [postgres, redis] = await Promise.all([
    providePostgres(directory),
    provideRedis(directory),
  ]);
  globalThis.stopTestServers = async () => {
    await Promise.all([postgres?.stop(), redis?.stop()]);
    rmSync(directory, { recursive: true, force: true });
  };
  await createTemplate();
}

/** `jest --selectProjects unit` should not wait for servers that no unit test talks to. */
function needsServers(args) {
  const option = args.indexOf('--selectProjects');
  if (option === -1) return true;
  const rest = args.slice(option + 1);
  const end = rest.findIndex((arg) => arg.startsWith('-'));
  const projects = end === -1 ? rest : rest.slice(0, end);
  return projects.some((project) => !WITHOUT_SERVERS.includes(project));
}

/** A folder per run, so that two runs never meet; what killed runs left behind goes now. */
function ownDirectory() {
  mkdirSync(runs, { recursive: true });
  for (const name of readdirSync(runs)) {
    const run = path.join(runs, name);
    if (!readPidFile(path.join(run, 'run.pid'))?.alive)
      rmSync(run, { recursive: true, force: true });
  }
  const directory = path.join(runs, String(process.pid));
  mkdirSync(directory, { recursive: true });
  writePidFile(path.join(directory, 'run.pid'), process.pid);
  return directory;
}

async function providePostgres(directory) {
  if (process.env.TEST_POSTGRES_URL) return undefined;
  const postgres = await startPostgres({
    directory: path.join(directory, 'postgres'),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: 200,
    },
  });
  process.env.TEST_POSTGRES_URL = postgres.url('postgres');
  return postgres;
}

async function provideRedis(directory) {
  if (process.env.TEST_REDIS_URL) return undefined;
  const redis = await startRedis({
    directory: path.join(directory, 'redis'),
    args: ['--save', '', '--appendonly', 'no', '--databases', '64'],
  });
  process.env.TEST_REDIS_URL = redis.url;
  return redis;
}

async function createTemplate() {
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await client.connect();
  const { rows } = await client.query(
    String.raw`select datname from pg_database where datname like 'flow\_like\_te%'`,
  );
  for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`);
  await client.query('create database flow_like_template');
  await client.end();

  const { migrate } = await import('../../dist/database/migrate.js');
  const template = new URL(process.env.TEST_POSTGRES_URL);
  template.pathname = '/flow_like_template';
  await migrate(template.href);
}
